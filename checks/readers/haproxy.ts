/** A port of HAProxy with the servers behind it, as far as health checks go. */
export interface Listener {
  /** What is asked of each server: the URI of `option httpchk` or `http-check send`; nothing: it is not asked. */
  uri: string | undefined
  /** Servers that are green without being asked. */
  unchecked: string[]
}

type Sections = Map<string, string[][]>

/**
 * Reads haproxy.cfg (HAProxy configuration manual, chapter 2 and 4): the listener of a port, through a frontend's
 * `default_backend` where there is one, and with what `defaults` says. Undefined where nothing listens there.
 */
export function readListener(config: string, port: string): Listener | undefined {
  const sections = readSections(config)
  const bound = [...sections].find(([, lines]) =>
    lines.some(([word, ...rest]) => word === 'bind' && rest.some((part) => new RegExp(`:${port}(,|$)`).test(part))),
  )?.[1]
  if (!bound) return undefined
  const named = last(bound, 'default_backend')?.[1]
  const lines = [...(sections.get('defaults') ?? []), ...((named && sections.get(`backend ${named}`)) || bound)]
  const defaults = lines.filter(([word]) => word === 'default-server').flat()
  return {
    uri: uriOf(lines),
    unchecked: lines
      .filter(([word]) => word === 'server')
      .filter((server) => server.includes('no-check') || !(server.includes('check') || defaults.includes('check')))
      .map(([, name = '']) => name),
  }
}

const heads = ['global', 'defaults', 'listen', 'frontend', 'backend', 'userlist', 'peers', 'resolvers', 'cache']

function readSections(config: string): Sections {
  const sections: Sections = new Map()
  let current: string[][] = []
  for (const line of config.split('\n')) {
    const words = line
      .replace(/(^|\s)#.*/, '')
      .trim()
      .split(/\s+/)
    const [head = '', name] = words
    if (head === '') continue
    if (heads.includes(head)) {
      current = []
      sections.set(head === 'defaults' || !name ? head : `${head} ${name}`, current)
    } else current.push(words)
  }
  return sections
}

/** `option httpchk [method] uri [version]`, overruled by `http-check send … uri URI`. */
function uriOf(lines: readonly string[][]): string | undefined {
  const option = lines.findLast(([word, what]) => word === 'option' && what === 'httpchk')
  if (!option) return undefined
  const send = lines.findLast(([word, what]) => word === 'http-check' && what === 'send')
  const sent = send?.[send.indexOf('uri') + 1]
  if (send?.includes('uri') && sent) return sent
  return option.length === 3 ? option[2] : (option[3] ?? '/')
}

const last = (lines: readonly string[][], word: string): string[] | undefined =>
  lines.findLast(([first]) => first === word)

/** Where a machine's SSH port is to be found from the host. */
export interface WayIn {
  host: string
  port: number
}

/**
 * Reads the answer of `vagrant ssh-config`. Only the address is taken from it: users, keys and host keys are the lab's
 * own, and the defaults Vagrant writes beside it believe any host key.
 */
export function parseSshConfig(text: string, machine: string): WayIn | undefined {
  const values = new Map<string, string>()
  let block: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const [, keyword, quoted, plain] = /^[ \t]*([A-Za-z]+)[ \t]+(?:"([^"]*)"|(\S+))/.exec(line) ?? []
    const value = quoted ?? plain
    if (keyword === undefined || value === undefined) continue
    if (keyword === 'Host') block = value
    // As in ssh itself, the first value of a keyword holds.
    else if (block === machine && !values.has(keyword)) values.set(keyword, value)
  }
  return wayIn(values.get('HostName'), values.get('Port'))
}

/** Both parts become arguments of `ssh`, so they must be what they claim to be. */
export function wayIn(host: string | undefined, port: string | undefined): WayIn | undefined {
  const number = Number(port)
  if (host === undefined || !/^[A-Za-z0-9][A-Za-z0-9.:-]*$/.test(host)) return undefined
  return Number.isInteger(number) && number > 0 && number < 65536 ? { host, port: number } : undefined
}

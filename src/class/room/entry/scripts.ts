import { home } from '../../../instance/home.ts'
import { shellWord } from '../../../ssh/shell-word.ts'
import { say, type Text } from '../../../words/say.ts'
import type { Room } from '../room.ts'
import { enteredFolder, entryPlaces, settingsOf } from './places.ts'
import { account } from './sshd-config.ts'
import { verbs } from './words.ts'

/** How many shells, and how many commands of the kit, one student may have at a time. */
const shells = 8
const commands = 3

/**
 * Runs as the account of the entry for everyone whose key fits; `$1` is the instance that belongs to the key. Without
 * a request it leads into the first machine, else it hands the request on to whoever may work on labs. It reads the
 * request only as far as to refuse what no person would type; nothing of it is ever evaluated.
 */
export const enterScript = (room: Room, machine: string): string => `#!/bin/bash
# Written by pglab. ${account} comes in here and goes nowhere else.
set -u
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
instance=$1
request=\${SSH_ORIGINAL_COMMAND-}
unset SSH_ORIGINAL_COMMAND BASH_ENV ENV
cd /

if [[ -z $request ]]; then
  [[ -t 0 ]] && terminal=-tt || terminal=-T
  [[ -t 1 ]] && printf '%s\\n' ${shellWord(say(welcome, { call: callOf(room) }))}
  ssh "$terminal" ${sshOptions(machine).map(shellWord).join(' ')} \\
    -i ${entryPlaces(room.name).keys}/"$instance" -o UserKnownHostsFile=${entryPlaces(room.name).keys}/"$instance".known \\
    -o ProxyCommand="sudo -n ${entryPlaces(room.name).asRoot} socket $instance" student@${machine}
  code=$?
  ((code == 255)) && printf '%s\\n' ${shellWord(say(unreachable, { call: callOf(room) }))} >&2
  exit $code
fi

if [[ $request == help ]]; then
  printf '%s\\n' ${shellWord(say(help, { verbs: Object.keys(verbs).join(' '), call: callOf(room) }))}
  exit 0
fi

# Bytes of other alphabets are letters here too; what counts is that no control character and nothing for a shell is among them.
if ((\${#request} > 800)) || [[ ! $request =~ ^(${Object.keys(verbs).join('|')})(\\ |$) || $request == *[[:cntrl:]\\'\\"\\\`\\\\\\$\\;\\&\\|\\<\\>\\(\\)\\{\\}\\[\\]\\*\\?\\!\\#\\~]* ]]; then
  printf '%s\\n' ${shellWord(say(refusal, { verbs: Object.keys(verbs).join(' '), call: callOf(room) }))} >&2
  exit 2
fi
exec sudo -n ${entryPlaces(room.name).asRoot} command "$instance" "$request"
`

/** The client is to do nothing but carry bytes: its escapes could open ways into the network of the server. */
const sshOptions = (machine: string): string[] => [
  ...['-F', 'none', '-e', 'none', '-a', '-x'],
  ...Object.entries({
    BatchMode: 'yes',
    IdentitiesOnly: 'yes',
    StrictHostKeyChecking: 'yes',
    GlobalKnownHostsFile: '/dev/null',
    HostKeyAlias: machine,
    UpdateHostKeys: 'no',
    ClearAllForwardings: 'yes',
    ControlPath: 'none',
    PermitLocalCommand: 'no',
    LogLevel: 'ERROR',
    ConnectTimeout: '10',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
]

/** Runs as root: carries bytes to a machine, or starts the kit for a request, which the kit itself takes apart. */
export const asRootScript = (room: Room, cli: readonly string[]): string => `#!/bin/bash
# Written by pglab. The account ${account} may run this as root, and nothing else (${entryPlaces(room.name).sudoers}).
set -u
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
cd /
what=\${1-} instance=\${2-} request=\${3-}
[[ $# -le 3 && $instance =~ ^[a-z][a-z0-9-]{0,29}$ && -L ${entryPlaces(room.name).sockets}/$instance ]] || exit 2

# A free place out of so many, kept as long as the program runs: nobody takes the server for themselves.
place() {
  for ((n = 1; n <= $2; n++)); do
    exec 9>"${entryPlaces(room.name).locks}/$instance.$1.$n"
    flock -n 9 && return
  done
  printf '%s\\n' ${shellWord(say(tooMany))} >&2
  exit 3
}

case $what in
  socket)
    place shell ${shells}
    touch ${shellWord(enteredFolder(room.name))}/"$instance"
    # Why it fails is said in words by whoever called.
    exec socat - UNIX-CONNECT:"$(readlink ${entryPlaces(room.name).sockets}/"$instance")" 2>/dev/null
    ;;
  command)
    place command ${commands}
    touch ${shellWord(enteredFolder(room.name))}/"$instance"
    exec env -i PATH="$PATH" HOME=/root LANG=C.UTF-8 TERM="\${TERM:0:40}" PGLAB_HOME=${shellWord(home())} \\
      XDG_CONFIG_HOME=${shellWord(settingsOf(room.name, ''))}"$instance" PGLAB_CALLED=${shellWord(callOf(room))} \\
      ${cli.map(shellWord).join(' ')} class enter ${room.name} "$instance" "$request"
    ;;
esac
exit 2
`

/** How students call the kit from their own computers. */
export const callOf = ({ host, port }: Room): string => `ssh -p ${port} ${account}@${host}`

/** What root allows the account of the entry. */
export const sudoers = (room: Room): string => `# Written by pglab for the class ${room.name}; class down removes it.
Defaults!${entryPlaces(room.name).asRoot} !requiretty, !lecture, env_reset
${account} ALL=(root:root) NOPASSWD: ${entryPlaces(room.name).asRoot}
`

const welcome: Text = {
  en: `Your lab. The other machines: ssh pg01, with sudo on each. The course, from your own computer: {call} exercises`,
  ru: `Ваша лаборатория. На другие машины: ssh pg01, на каждой есть sudo. Курс – с вашего компьютера: {call} exercises`,
}
const unreachable: Text = {
  en: 'Your machine does not answer. If it is off or frozen: {call} up',
  ru: 'Ваша машина не отвечает. Если она выключена или заморожена: {call} up',
}
const help: Text = {
  en: `{call}            a shell in your lab
{call} COMMAND    the course; commands: {verbs}
ssh -t …           for commands that ask or draw: watch, reset, solution`,
  ru: `{call}            оболочка в вашей лаборатории
{call} КОМАНДА    курс; команды: {verbs}
ssh -t …           для команд, которые спрашивают или рисуют: watch, reset, solution`,
}
const refusal: Text = {
  en: 'This server does not know that. Known: {verbs}. Other commands run in your lab, which opens without a command: {call}',
  ru: 'Этого сервер не умеет. Есть: {verbs}. Другие команды запускайте в лаборатории, она открывается без команды: {call}',
}
const tooMany: Text = {
  en: 'Too many of your sessions are open already. End one of them.',
  ru: 'У вас уже открыто слишком много сеансов. Завершите один из них.',
}

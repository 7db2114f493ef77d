import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A file that the provider lays on a disk; the path has no leading slash. */
export interface Laid {
  path: string
  mode: number
  text: string
}

/** systemd 256 and newer serve sshd on /run/ssh-unix-local/socket by themselves (NEWS of systemd 256). */
const generator = 'usr/lib/systemd/system-generators/systemd-ssh-generator'

/** Units that open the same door on systems with an older systemd, e.g. the 252 of Rocky Linux 9. */
export const wayIn = (image: string): Laid[] =>
  existsSync(join(image, generator))
    ? []
    : [
        { path: 'etc/systemd/system/pglab-ssh.socket', mode: 0o644, text: socket },
        { path: 'etc/systemd/system/pglab-ssh@.service', mode: 0o644, text: service },
        // What a distribution's preset says of unknown units does not matter: this one is not asked about.
        { path: 'etc/systemd/system/sockets.target.d/pglab-ssh.conf', mode: 0o644, text: wanted },
      ]

const socket = `[Unit]
Description=The lab kit's way in, apart from the lab network

[Socket]
ListenStream=/run/ssh-unix-local/socket
SocketMode=0600
Accept=yes
`

// The folder is where Debian's sshd wants to lock up its unprivileged half; others do not look at it.
const service = `[Unit]
Description=The lab kit's way in, apart from the lab network
After=systemd-user-sessions.service

[Service]
ExecStart=-/usr/sbin/sshd -i
StandardInput=socket
RuntimeDirectory=sshd
RuntimeDirectoryPreserve=yes
`

const wanted = `[Unit]
Wants=pglab-ssh.socket
`

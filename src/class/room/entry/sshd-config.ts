import { entryPlaces, hostKeyFile } from './places.ts'

/** The account under which all students come in; the key tells who it is. */
export const account = 'class'

/** A server that lets in known keys, runs one program for them, and does nothing else. Options: sshd_config(5). */
export function sshdConfig(room: string, port: number): string {
  const { pid, authorized } = entryPlaces(room)
  return `# Written by pglab for the class ${room}; class up writes it anew.
Port ${port}
HostKey ${hostKeyFile(room)}
PidFile ${pid}

AllowUsers ${account}
AuthenticationMethods publickey
AuthorizedKeysFile ${authorized}
PubkeyAuthentication yes
PasswordAuthentication no
KbdInteractiveAuthentication no
HostbasedAuthentication no
PermitRootLogin no
# The account has no password and never gets one; PAM has nothing to decide.
UsePAM no

# Forwarding of ports, sockets, agents and X11 would lead into the network of the server.
DisableForwarding yes
PermitTunnel no
PermitUserRC no
PermitUserEnvironment no

# A class comes in all at once when the lesson begins.
MaxStartups 60:30:200
MaxSessions 4
LoginGraceTime 20
ClientAliveInterval 30
ClientAliveCountMax 4
LogLevel INFO
PrintMotd no
`
}

/** The keys of the class, each bound to the one program with the instance it opens (sshd(8), AUTHORIZED_KEYS). */
export const authorizedKeys = (
  room: string,
  seats: readonly { instance: string; key?: string | undefined }[],
): string =>
  seats
    .flatMap(({ instance, key }) =>
      key ? [`restrict,pty,command="${entryPlaces(room).enter} ${instance}" ${key}\n`] : [],
    )
    .join('')

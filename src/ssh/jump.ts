import type { Duplex } from 'node:stream'
import type { Session } from './session.ts'

/**
 * A byte stream to an address as one machine sees it, over the connection that leads there (direct-tcpip of RFC 4254,
 * section 7.2). It says nothing of who answers at the other end: whoever uses it looks at the host key.
 */
export const through = (session: Session, host: string, port: number): Promise<Duplex> =>
  session.client.forwardOut('127.0.0.1', 0, host, port)

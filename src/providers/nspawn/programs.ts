/** The programs without which no container can be made, with the Debian packages that bring them. */
export const programs = {
  'systemd-nspawn': 'systemd-container',
  mmdebstrap: 'mmdebstrap',
  ip: 'iproute2',
  unshare: 'util-linux',
} as const

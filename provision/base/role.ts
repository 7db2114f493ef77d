import type { Role } from '../../src/compile/role.ts'

const base: Role = {
  summary: {
    en: 'what every machine has: name, addresses of the others, time zone, users, SSH, small tools',
    ru: 'то, что есть у каждой машины: имя, адреса соседей, часовой пояс, пользователи, SSH, небольшие утилиты',
  },
  packages: {
    debian: () => [
      'bash-completion',
      'curl',
      'iputils-ping',
      'iproute2',
      'jq',
      'less',
      'nano',
      'nftables',
      'openssh-server',
      'procps',
      'psmisc',
      'sudo',
      'tzdata',
      'vim-tiny',
    ],
    el: () => [
      'bash-completion',
      // By its file: small boxes have curl-minimal, and the package curl conflicts with that.
      '/usr/bin/curl',
      'hostname',
      'iputils',
      'iproute',
      'jq',
      'less',
      'nano',
      'nftables',
      'openssh-server',
      'procps-ng',
      'psmisc',
      'sudo',
      'tzdata',
      'vim-minimal',
    ],
  },
}

export default base

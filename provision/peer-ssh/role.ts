import type { Role } from '../../src/compile/role.ts'

const peerSsh: Role = {
  summary: {
    en: 'SSH between database machines: the user postgres enters the others without a password',
    ru: 'SSH между машинами с базой: пользователь postgres входит на соседние без пароля',
  },
  packages: { debian: () => ['openssh-client'], el: () => ['openssh-clients'] },
}

export default peerSsh

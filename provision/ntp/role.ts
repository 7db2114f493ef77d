import type { Role } from '../../src/compile/role.ts'

const ntp: Role = {
  summary: {
    en: 'time: the first machine of the lab with this role serves it, the others follow',
    ru: 'время: первая машина лаборатории с этой ролью раздаёт его, остальные следуют за ней',
  },
  packages: { debian: () => ['chrony'], el: () => ['chrony'] },
  values: ({ machine, having }) => ({ timeServer: having('ntp')[0], serves: having('ntp')[0]?.name === machine.name }),
  health: [
    {
      id: 'time',
      text: { en: 'time is served by the time server of the lab', ru: 'время раздаёт сервер времени лаборатории' },
      unit: ({ system }) => `${(system.values as { chrony: { unit: string } }).chrony.unit}.service`,
      run: `{% if serves %}
# A server that has nobody above it still has a stratum once it serves.
chronyc -c tracking | awk -F, '{ print "stratum " $3; exit !($3 > 0 && $3 < 16) }'
{% else %}
chronyc -c -n sources | awk -F, '$3 == "{{ timeServer.address }}" { seen = 1; print "reach " $6; if ($6 + 0 == 0) exit 1 } END { if (!seen) { print "no source"; exit 1 } }'
{% endif %}`,
    },
  ],
}

export default ntp

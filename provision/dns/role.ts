import type { Role } from '../../src/compile/role.ts'

const dns: Role = {
  summary: {
    en: 'names: the first machine of the lab with this role serves the zones, all ask it',
    ru: 'имена: первая машина лаборатории с этой ролью держит зоны, все спрашивают её',
  },
  packages: { debian: () => ['bind9', 'bind9-dnsutils'], el: () => ['bind', 'bind-utils'] },
  values: ({ lab, machine, having }) => ({
    nameServer: having('dns')[0],
    serves: having('dns')[0]?.name === machine.name,
    reverseZone: `${lab.network.stem.split('.').reverse().join('.')}.in-addr.arpa`,
    lastNumber: (address: string) => address.split('.')[3],
  }),
  health: [
    {
      id: 'names',
      text: {
        en: 'names and addresses of the lab are answered by the name server',
        ru: 'сервер имён отвечает на имена и адреса лаборатории',
      },
      unit: () => 'named.service',
      run: `
# Forward and back, for every machine, by the resolver that programs on this machine use; all in one question.
answers=$(dig +short +time=1 +tries=1{% for other in lab.machines %} {{ other.hostname }}.{{ lab.domain }} -x {{ other.address }}{% endfor %})
{% for other in lab.machines %}
[[ $'\\n'$answers$'\\n' == *$'\\n'{{ other.address }}$'\\n'{{ other.hostname }}.{{ lab.domain }}.$'\\n'* ]] || { echo "{{ other.hostname }}.{{ lab.domain }}"; exit 1; }
{% endfor %}
echo {{ lab.machines | length }}`,
    },
  ],
}

export default dns

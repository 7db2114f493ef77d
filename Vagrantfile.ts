#!/usr/bin/env -S npx tsx
// Writes the Vagrantfile of a lab and the scripts it runs: ./Vagrantfile.ts patroni [--os rocky9] [--out DIR]
import { argv, chalk } from 'zx'
import { run } from './src/cli/run.ts'

const lab = argv._[0] ?? 'patroni'
const code = await run(['build', String(lab), '--os', String(argv.os ?? 'rocky9'), '--out', String(argv.out ?? '.')])
if (code === 0) console.error(chalk.dim('vagrant up'))
process.exit(code)

import { run } from './cli/run.ts'

const code = await run(process.argv.slice(2))
// A pipe is written to in the background, and the end of the process waits for nothing.
process.stdout.write('', () => process.exit(code))

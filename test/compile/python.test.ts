import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../../src/root.ts'

const folder = join(root, 'provision/observer')
const programs = readdirSync(folder).filter((file) => file.endsWith('.py'))

function python(...args: string[]): string {
  // Compiled files go where the test is cleaned up, not beside the sources.
  const env = { ...process.env, PYTHONPYCACHEPREFIX: t.testdir() }
  const { status, stderr } = spawnSync('python3', args, { cwd: folder, env, encoding: 'utf8' })
  return status === 0 ? '' : stderr || `exit code ${status}`
}

t.not(programs.length, 0, 'there are programs')
t.equal(python('-m', 'py_compile', ...programs), '', 'every program compiles')

// Rocky Linux 9 is the oldest system of the kit, and its Python is 3.9.
const parse = 'import ast, sys; [ast.parse(open(file).read(), file, feature_version=(3, 9)) for file in sys.argv[1:]]'
t.equal(python('-c', parse, ...programs), '', 'every program is Python 3.9')

t.notOk(readdirSync(folder).includes('__pycache__'), 'nothing is left beside the sources')

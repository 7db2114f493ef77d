// Compiles the CLI to dist/: bundled, because one file loads several times faster than three hundred.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

/** The named file of every sub-folder that has it. */
const inEach = (folder, file) =>
  readdirSync(folder)
    .map((name) => `${folder}/${name}/${file}`)
    .filter((path) => existsSync(path))

rmSync('dist', { recursive: true, force: true })
await build({
  // Roles, systems, providers and commands are found by their folder at run time, so each stays a file of its own.
  entryPoints: [
    'src/cli.ts',
    'src/commands/*.ts',
    'provision/os/*.ts',
    // Two stars in one pattern are more than esbuild reads.
    ...readdirSync('checks').map((subject) => `checks/${subject}/*.ts`),
    'src/reports/formats/*.ts',
    'src/reports/class/formats/*.ts',
    ...inEach('src/providers', 'provider.ts'),
    ...inEach('provision', 'role.ts'),
  ],
  outbase: '.',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  // ssh2 looks for native helpers inside a try block and does without them; only the tests read TAP.
  external: ['cpu-features', '*.node', 'tap-parser'],
  // Bundled CommonJS packages still ask for what only CommonJS has.
  banner: {
    js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url), __dirname = import.meta.dirname, __filename = import.meta.filename;",
  },
  logLevel: 'warning',
})

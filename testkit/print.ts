import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { printAll, ROOT } from '#testkit/printed.ts'

for (const [path, text] of await printAll()) {
  await mkdir(dirname(`${ROOT}${path}`), { recursive: true })
  await writeFile(`${ROOT}${path}`, text)
  process.stdout.write(`${path}\n`)
}

// Runs several test files in one process, one after another: what they load is loaded and warmed up once. Each is a suite, so
// that what a file prepares is prepared right before its own tests and cleared away right after them.
import { describe } from 'node:test'
import { pathToFileURL } from 'node:url'

for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(file).href)
  })
}

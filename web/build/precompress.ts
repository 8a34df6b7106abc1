import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const PLAIN = /\.(js|css|svg|json|wasm|webmanifest)$/

/** What is larger, programs of WebAssembly alone, is packed with half of the patience: the best is a tenth smaller and takes a minute. */
const LARGE = 2 ** 20

/** Puts `.br` and `.gz` beside every asset that is not packed already, so that the server never compresses while somebody waits. */
export async function precompress(dist: string): Promise<void> {
  const assets = join(dist, 'assets')
  const names = (await readdir(assets)).filter((name) => PLAIN.test(name))
  await Promise.all(
    names.map(async (name) => {
      const path = join(assets, name)
      const bytes = await readFile(path)
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? 9 : 11 },
        }),
        promisify(gzip)(bytes, { level: 9 }),
      ])
      await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
    }),
  )
}

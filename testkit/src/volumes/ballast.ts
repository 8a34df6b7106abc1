import { open, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Takes what is left of a file system. */
export class Ballast implements AsyncDisposable {
  readonly #path: string

  private constructor(path: string) {
    this.#path = path
  }

  /** Writes into a folder until nothing more fits. */
  static async fill(folder: string): Promise<Ballast> {
    const path = join(folder, 'ballast')
    const file = await open(path, 'w')
    try {
      for (let block = 1 << 20; block >= 4096; ) {
        const { bavail, bsize } = await statfs(folder)
        if (bavail * bsize < block) block >>= 1
        else await file.write(Buffer.alloc(block)).catch(() => undefined)
      }
      await file.sync().catch(() => undefined)
    } finally {
      await file.close()
    }
    return new Ballast(path)
  }

  /** There is room again. */
  [Symbol.asyncDispose](): Promise<void> {
    return unlink(this.#path)
  }
}

import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'

/** Writes a file that only its owner reads and waits until it is on the disk. */
export async function writeDurably(file: string, text: string, flag: 'w' | 'wx' = 'w'): Promise<void> {
  {
    await using handle = await open(file, flag, 0o600)
    await handle.writeFile(text)
    await handle.sync()
  }
  await syncFolder(path.dirname(file))
}

/** Writes a file under another name first, so that under its own it is whole or not there; returns its bytes. */
export async function writeWhole(file: string, content: AsyncIterable<Buffer>): Promise<number> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.part`
  let bytes = 0
  {
    await using handle = await open(unfinished, 'w', 0o600)
    for await (const chunk of content) {
      await handle.appendFile(chunk)
      bytes += chunk.length
    }
    await handle.sync()
  }
  await rename(unfinished, file)
  await syncFolder(path.dirname(file))
  return bytes
}

/** Waits until the names in a folder are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}

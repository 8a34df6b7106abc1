import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const PROBE_MB = 8
const UNMOUNT_TRIES = 100
/** EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH: whatever has not been flushed is never written. */
const SHUTDOWN = 'open(my $d, "<", $ARGV[0]) or die $!; my $f = pack("L", 2); ioctl($d, 0x8004587D, $f) or die $!'

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** A file system of its own in a file: it can be filled, and it can lose its power. */
export class LoopVolume implements Disposable {
  /** Where it is mounted; every account may enter. */
  readonly path: string
  readonly #folder: string
  readonly #image: string

  /**
   * Makes and mounts an ext4 file system.
   * @throws when this account may not, or a program is missing
   */
  constructor(sizeMb: number) {
    this.#folder = mkdtempSync(join(tmpdir(), 'parta-volume-'))
    chmodSync(this.#folder, 0o755)
    this.#image = join(this.#folder, 'image')
    this.path = join(this.#folder, 'mount')
    try {
      closeSync(openSync(this.#image, 'w'))
      truncateSync(this.#image, sizeMb * 2 ** 20)
      // No blocks are kept for root, so that root's tests see the same full disk as PostgreSQL.
      run('mkfs.ext4', '-q', '-F', '-m', '0', this.#image)
      run('mkdir', this.path)
      this.#mount()
    } catch (error) {
      rmSync(this.#folder, { recursive: true, force: true })
      throw error
    }
  }

  /** From now on nothing is written any more, as when the power fails; every access fails until it is mounted again. */
  cutPower(): void {
    run('perl', '-e', SHUTDOWN, this.path)
  }

  /** Mounts it anew as it was left; its journal is replayed. Nobody may hold a file on it. */
  async mountAgain(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        run('umount', this.path)
        break
      } catch (error) {
        // A killed process gives its files back a moment after its end.
        if (tries === UNMOUNT_TRIES) throw error
        await delay(50)
      }
    }
    this.#mount()
  }

  #mount(): void {
    run('mount', '-o', 'loop', this.#image, this.path)
  }

  [Symbol.dispose](): void {
    run('umount', '-l', this.path)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Why this machine cannot have such volumes, or null: one is made, loses its power and is thrown away. */
export function whyNoLoopVolumes(): string | null {
  try {
    using volume = new LoopVolume(PROBE_MB)
    volume.cutPower()
    return null
  } catch (error) {
    const why = (error as Error).message.trim().split('\n').at(-1)
    return `no ext4 can be mounted on a file and lose its power here, which takes root, a loop device and perl: ${why}`
  }
}

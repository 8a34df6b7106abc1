import { create } from 'zustand'
import { FILE_BYTES_MAX, FILE_NAME_MAX, UPLOAD_LIFE_MS } from '#contract/files/files.limits.ts'
import { discard } from '#contract/files/files.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { ATTACHMENTS_MAX } from '#contract/messenger/attachments.limits.ts'
import { keep, recall } from '#web/kit/account/kept.ts'
import { newKey } from '#web/kit/api/api.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { keptName, useAttachedChats } from './attached.ts'
import { carry, type Step } from './carry.ts'
import { t } from './uploads.texts.ts'

/** Files that are sent at the same time: more make each slower and none earlier. */
const AT_ONCE = 2

/** A file that was chosen for a message. */
export interface UploadItem {
  readonly id: string
  readonly chatId: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string | null
  readonly at: number
  /** `lost`: the page was left; a browser keeps no way to the file, and the person has to choose it again. */
  readonly state: 'queued' | Step | 'paused' | 'ready' | 'failed' | 'lost'
  /** Bytes that are checked, or on the server. */
  readonly done: number
  /** Bytes a second; null while nobody can say. */
  readonly speed: number | null
  readonly attachment: Attachment | null
  readonly error: unknown
  /** Of a picture that is at hand. */
  readonly preview: string | null
}

const queues = new WeakMap<Engine, Uploads>()

export function uploadsOf(engine: Engine): Uploads {
  const queue = queues.get(engine) ?? new Uploads(engine)
  queues.set(engine, queue)
  return queue
}

/** Everything that is on its way into messages of one profile, whichever chat is open. */
export class Uploads {
  readonly store = create<readonly UploadItem[]>()(() => [])
  readonly #engine: Engine
  readonly #keptName: string
  readonly #files = new Map<string, File>()
  readonly #running = new Map<string, AbortController>()

  constructor(engine: Engine) {
    this.#engine = engine
    this.#keptName = keptName(engine.store.getState().sync.profileId)
    this.store.subscribe((items) => this.#tell(items))
    const now = Date.now()
    const kept = (recall<UploadItem[]>(this.#keptName) ?? []).filter(({ at }) => now - at < UPLOAD_LIFE_MS)
    this.store.setState(
      kept.map((item) => ({ ...item, state: item.attachment === null ? 'lost' : 'ready' })),
      true,
    )
  }

  /** Takes files that were chosen; one of which a part is on the server already goes on from there. */
  add(chatId: string, files: readonly File[]): void {
    for (const file of files) {
      const there = this.store.getState().filter((item) => item.chatId === chatId)
      const known = there.find((item) => item.state === 'lost' && item.name === file.name && item.bytes === file.size)
      if (known !== undefined) this.resume(known.id, file)
      else if (file.size === 0) showFailure(t.empty(file.name))
      else if (file.size > FILE_BYTES_MAX) showFailure(t.tooLarge(file.name))
      else if (there.length >= ATTACHMENTS_MAX) showFailure(t.tooMany(ATTACHMENTS_MAX))
      else this.#begin(chatId, file)
    }
  }

  pause(id: string): void {
    this.#change(id, { state: 'paused', speed: null })
    this.#stop(id)
  }

  /** Goes on, after a reload with the file that was chosen again. */
  resume(id: string, file?: File): void {
    if (file !== undefined) this.#files.set(id, file)
    this.#change(id, { state: 'queued', error: null })
    this.#pump()
  }

  remove(id: string): void {
    this.#stop(id)
    void this.#engine.call(discard, { id }).catch(() => undefined)
    this.#drop((item) => item.id === id)
    this.#pump()
  }

  /** What was attached in a chat has gone with a message. */
  taken(chatId: string): void {
    this.#drop((item) => item.chatId === chatId)
  }

  #begin(chatId: string, file: File): void {
    const id = newKey()
    this.#files.set(id, file)
    const item: UploadItem = {
      id,
      chatId,
      name: file.name.slice(-FILE_NAME_MAX),
      bytes: file.size,
      sha256: null,
      at: Date.now(),
      state: 'queued',
      done: 0,
      speed: null,
      attachment: null,
      error: null,
      preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
    }
    this.store.setState((items) => [...items, item], true)
    this.#pump()
  }

  #pump(): void {
    const waiting = this.store.getState().filter((item) => item.state === 'queued' && !this.#running.has(item.id))
    for (const item of waiting.slice(0, Math.max(0, AT_ONCE - this.#running.size))) void this.#run(item)
  }

  async #run(item: UploadItem): Promise<void> {
    const { id } = item
    const stop = new AbortController()
    this.#running.set(id, stop)
    try {
      const attachment = await carry({
        engine: this.#engine,
        item,
        file: this.#files.get(id)!,
        signal: stop.signal,
        onChange: (change) => {
          if (!stop.signal.aborted) this.#change(id, change)
        },
      })
      this.#change(id, { state: 'ready', attachment, done: item.bytes, speed: null })
    } catch (error) {
      if (!stop.signal.aborted) this.#change(id, { state: 'failed', error, speed: null })
    } finally {
      if (this.#running.get(id) === stop) this.#running.delete(id)
      this.#pump()
    }
  }

  #stop(id: string): void {
    this.#running.get(id)?.abort()
    this.#running.delete(id)
  }

  #change(id: string, change: Partial<UploadItem>): void {
    this.store.setState((items) => items.map((item) => (item.id === id ? { ...item, ...change } : item)), true)
  }

  #drop(isGone: (item: UploadItem) => boolean): void {
    for (const { id, preview } of this.store.getState().filter(isGone)) {
      this.#files.delete(id)
      if (preview !== null) URL.revokeObjectURL(preview)
    }
    this.store.setState((items) => items.filter((item) => !isGone(item)), true)
  }

  /** Keeps what a reload may need, and tells the composers. */
  #tell(items: readonly UploadItem[]): void {
    keep(
      this.#keptName,
      items.map((item) => ({ ...item, speed: null, error: null, preview: null })),
    )
    const chats = Map.groupBy(items, (item) => item.chatId)
    const told = [...chats].map(([chatId, own]) => {
      const attachments = own.flatMap(({ attachment }) => attachment ?? [])
      return [chatId, { attachments, isReady: attachments.length === own.length }] as const
    })
    useAttachedChats.setState(Object.fromEntries(told), true)
  }
}

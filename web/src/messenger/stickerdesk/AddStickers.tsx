import { Button } from '@vkontakte/vkui'
import { useRef, useState } from 'react'
import { STICKER_BYTES_MAX, STICKER_WORDS_MAX } from '#contract/messenger/stickers.limits.ts'
import { addSticker, type DeskPack, listDeskPacks } from '#contract/messenger/stickers.ts'
import { api, newKey } from '#web/kit/api/api.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { fileSize } from '#web/kit/i18n/sizes.ts'
import { refresh } from '#web/kit/query/useApi.ts'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './desk.module.css'
import { t } from './desk.texts.ts'

/** A file that was chosen and is not in the pack yet. */
interface Chosen {
  /** Of the sticker; a repeat after a lost answer is the same one. */
  id: string
  file: File
  url: string
  words: string
  error: string | undefined
}

/** Chooses files for a pack and says in words what is on each. */
export function AddStickers({ pack }: { pack: DeskPack }) {
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const [isBusy, setBusy] = useState(false)
  const change = (id: string, part: Partial<Chosen>) =>
    setChosen((all) => all.map((each) => (each.id === id ? { ...each, ...part } : each)))
  const drop = (id: string) =>
    setChosen((all) => {
      for (const each of all) if (each.id === id) URL.revokeObjectURL(each.url)
      return all.filter((each) => each.id !== id)
    })
  const submit = async () => {
    setBusy(true)
    let added = 0
    for (const each of chosen) {
      const error = await addOne(pack.id, each)
      if (error === undefined) {
        added += 1
        drop(each.id)
      } else change(each.id, { error })
    }
    setBusy(false)
    if (added > 0) showToast(t.add.done(added))
    await refresh(listDeskPacks)
  }
  return (
    <div className={styles.add}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/svg+xml,image/png,image/webp"
        aria-label={t.add.files(pack.title)}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          setChosen((all) => [...all, ...files.map(chosenOf)])
          target.value = ''
        }}
      />
      {chosen.map((each) => (
        <div key={each.id} className={styles.chosen}>
          <img src={each.url} alt="" />
          <TextField
            label={t.add.words}
            hint={each.file.name}
            error={each.error}
            maxLength={STICKER_WORDS_MAX}
            value={each.words}
            onChange={({ target }) => change(each.id, { words: target.value, error: undefined })}
          />
          <button type="button" aria-label={t.add.drop(each.file.name)} onClick={() => drop(each.id)}>
            ×
          </button>
        </div>
      ))}
      <div className={styles.actions}>
        <Button
          size="l"
          mode="outline"
          aria-label={t.add.files(pack.title)}
          disabled={isBusy}
          onClick={() => input.current?.click()}
        >
          {t.add.choose}
        </Button>
        {chosen.length > 0 && (
          <Button size="l" loading={isBusy} onClick={() => void submit()}>
            {t.add.submit(chosen.length)}
          </Button>
        )}
      </div>
      <small className={styles.hint}>{t.add.hint(fileSize(STICKER_BYTES_MAX))}</small>
    </div>
  )
}

function chosenOf(file: File): Chosen {
  return { id: newKey(), file, url: URL.createObjectURL(file), words: '', error: undefined }
}

/** What stands in the way, or undefined when it is in the pack. */
async function addOne(packId: string, { id, file, words }: Chosen): Promise<string | undefined> {
  if (words.trim() === '') return t.add.missing
  if (file.size > STICKER_BYTES_MAX) return t.add.tooLarge(fileSize(STICKER_BYTES_MAX))
  try {
    const picture = base64Of(new Uint8Array(await file.arrayBuffer()))
    await api.call(addSticker, { packId, id, words: words.trim(), picture }, { key: newKey() })
    return undefined
  } catch (error) {
    return explain(error).sentence
  }
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

import { type ReactNode, useId, useRef, useState } from 'react'
import { cx } from '#web/kit/ui/cx.ts'
import { choose, useChoices } from '../choices.ts'
import fieldStyles from '../prejoin/prejoin.module.css'
import { type Background, PICTURE_NAMES } from './background.ts'
import type { BackgroundTrouble } from './background-trouble.ts'
import { tryBackground } from './open-cover.ts'
import { takeOwnPicture, useOwnPicture } from './own-picture.ts'
import styles from './picture.module.css'
import { t } from './picture.texts.ts'
import { PICTURES } from './pictures.ts'

type Check = BackgroundTrouble['kind'] | 'checking' | 'notRead' | null

/** Why somebody may have no picture of his own behind him; null when he may. */
export type OwnRefusal = 'notAllowed' | 'notHere' | null

/** What stands behind the person (CALL-15). It is tried on the device before it stays on. */
export function BackgroundFields({ ownRefusal }: { ownRefusal: OwnRefusal }) {
  const chosen = useChoices((choices) => choices.background)
  const own = useOwnPicture(({ url }) => url)
  const { check, tried, put, take } = usePutting(chosen)
  const id = useId()
  const shown = tried ?? chosen
  const tile = (background: Background, face: ReactNode) => (
    <Tile key={background} background={background} chosen={shown} name={id} face={face} onChoose={put} />
  )
  return (
    <fieldset className={styles.backgrounds} aria-describedby={`${id}-note`}>
      <legend>{t.title}</legend>
      <div className={styles.tiles}>
        {tile('none', <span className={styles.none} />)}
        {tile('blur', <span className={styles.blur} />)}
        {PICTURE_NAMES.map((picture) => tile(picture, <img src={PICTURES[picture]} alt="" loading="lazy" />))}
        {own !== null && ownRefusal === null && tile('own', <img src={own} alt="" />)}
        <Chooser refusal={ownRefusal} noteId={`${id}-own`} onFile={take} />
      </div>
      {ownRefusal !== null && (
        <p id={`${id}-own`} className={fieldStyles.hint}>
          {t[ownRefusal]}
        </p>
      )}
      <p
        id={`${id}-note`}
        className={check === null || check === 'checking' ? fieldStyles.hint : fieldStyles.wrong}
        role="status"
      >
        {check === null ? t.note : t[check]}
      </p>
    </fieldset>
  )
}

interface TileProps {
  background: Background
  chosen: Background
  name: string
  face: ReactNode
  onChoose: (background: Background) => void
}

function Tile({ background, chosen, name, face, onChoose }: TileProps) {
  return (
    <label className={styles.tile}>
      <input type="radio" name={name} checked={background === chosen} onChange={() => onChoose(background)} />
      {face}
      <span>{t[background]}</span>
    </label>
  )
}

interface ChooserProps {
  refusal: OwnRefusal
  noteId: string
  onFile: (file: File) => void
}

function Chooser({ refusal, noteId, onFile }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <button
      type="button"
      className={cx(styles.tile, styles.add)}
      aria-disabled={refusal !== null || undefined}
      {...(refusal === null ? {} : { title: t[refusal], 'aria-describedby': noteId })}
      onClick={() => refusal === null && input.current?.click()}
    >
      <span className={styles.plus} aria-hidden="true">
        +
      </span>
      <span>{t.choose}</span>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        tabIndex={-1}
        onClick={(event) => event.stopPropagation()}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file !== undefined) onFile(file)
          target.value = ''
        }}
      />
    </button>
  )
}

/** Puts something behind the person, only where the device can; what was pressed last holds. */
function usePutting(chosen: Background) {
  const [check, setCheck] = useState<Check>(null)
  const [tried, setTried] = useState<Background | null>(null)
  const presses = useRef(0)
  const settle = (outcome: Check) => {
    setTried(null)
    setCheck(outcome)
  }
  const put = async (background: Background) => {
    presses.current += 1
    const press = presses.current
    // What works with one picture works with another.
    if (background === 'none' || chosen !== 'none') {
      settle(null)
      choose({ background })
      return
    }
    setTried(background)
    setCheck('checking')
    const trouble = await tryBackground(background)
    if (press !== presses.current) return
    settle(trouble)
    choose({ background: trouble === null ? background : 'none' })
  }
  const take = async (file: File) => {
    try {
      await takeOwnPicture(file)
    } catch {
      settle('notRead')
      return
    }
    // The picture of the one that is shown has changed.
    if (chosen === 'own') choose({ background: 'blur' })
    await put('own')
  }
  return { check, tried, put: (background: Background) => void put(background), take: (file: File) => void take(file) }
}

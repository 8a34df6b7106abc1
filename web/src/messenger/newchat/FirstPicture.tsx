import { useEffect } from 'react'
import { setChatPicture } from '#contract/messenger/chat-pictures.ts'
import { SquareChooser } from '#web/kit/crop/SquareChooser.tsx'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import styles from './newchat.module.css'
import { newChat } from './newchat.texts.ts'

/** A picture that was uploaded for a chat which is not there yet. */
export interface ChosenPicture {
  fileId: string
  square: Blob
}

const LARGE = 160

learnSentences(fileErrors)

/** Gives a group that was just made its picture, or says that it has none. */
export async function giveFirstPicture(engine: Engine, chatId: string, { fileId }: ChosenPicture): Promise<void> {
  await engine.call(setChatPicture, { chatId, fileId }).catch(() => showFailure(newChat.pictureFailed))
}

interface FirstPictureProps {
  picture: ChosenPicture | null
  onChoose: (picture: ChosenPicture | null) => void
}

/** The picture with which a group begins (CHT-01). What is not used in the end the server forgets. */
export function FirstPicture({ picture, onChoose }: FirstPictureProps) {
  return (
    <SquareChooser
      has={picture !== null}
      preview={picture === null ? <span className={styles.noPicture} /> : <Preview square={picture.square} />}
      onUse={async (fileId, _signal, square) => onChoose({ fileId, square })}
      remove={{ label: newChat.pictureRemove, isPending: false, error: null, run: () => onChoose(null) }}
    />
  )
}

function Preview({ square }: { square: Blob }) {
  const url = URL.createObjectURL(square)
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <img className={styles.picture} src={url} width={LARGE} height={LARGE} alt={newChat.picture} />
}

import { useEffect } from 'react'
import { SquareChooser } from '#web/kit/crop/SquareChooser.tsx'
import styles from './newchat.module.css'
import { newChat } from './newchat.texts.ts'

/** A picture that was uploaded for a chat which is not there yet. */
export interface ChosenPicture {
  fileId: string
  square: Blob
}

const LARGE = 160

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

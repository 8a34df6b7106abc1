import { useState } from 'react'
import { isPhoto, Photo } from '../attachments/Attachments.tsx'
import { Viewer } from '../attachments/Viewer.tsx'
import { AttachedFiles } from './AttachedFiles.tsx'
import styles from './attached.module.css'
import type { FoundProps } from './found.tsx'

/**
 * Photos of a chat as small pictures; one opens over the whole screen, and leads to its message. Those that no preview was
 * made of stand below as the files that they are.
 */
export function AttachedPhotos({ messages, what, onGo }: FoundProps) {
  const [opened, setOpened] = useState<number | null>(null)
  const seen = messages.flatMap(({ seq, attachments }) => attachments.filter(isPhoto).map((photo) => ({ seq, photo })))
  return (
    <>
      <ul className={styles.photos}>
        {seen.map(({ seq, photo }, index) => (
          <li key={`${seq} ${photo.id}`}>
            <Photo photo={photo} alone={false} able onOpen={() => setOpened(index)} />
          </li>
        ))}
      </ul>
      <AttachedFiles messages={messages.filter(hasUnseen)} what={what} onGo={onGo} />
      {opened !== null && (
        <Viewer
          photos={seen.map(({ photo }) => photo)}
          first={opened}
          onGo={(index) => onGo(seen[index]!.seq)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

function hasUnseen({ attachments }: FoundProps['messages'][number]): boolean {
  return attachments.some(({ kind, picture }) => kind === 'photo' && picture === null)
}

import { useState } from 'react'
import { Photo } from '../attachments/Attachments.tsx'
import { Viewer } from '../attachments/Viewer.tsx'
import styles from './attached.module.css'
import type { FoundProps } from './found.tsx'

/** Photos of a chat as small pictures; one opens over the whole screen, and leads to its message. */
export function AttachedPhotos({ messages, onGo }: FoundProps) {
  const [opened, setOpened] = useState<number | null>(null)
  const photos = messages.flatMap(({ seq, attachments }) =>
    attachments.filter(({ kind }) => kind === 'photo').map((photo) => ({ seq, photo })),
  )
  const seen = photos.filter(({ photo }) => photo.picture !== null)
  return (
    <>
      <ul className={styles.photos}>
        {seen.map(({ seq, photo }, index) => (
          <li key={`${seq} ${photo.id}`}>
            <Photo photo={photo} alone={false} able onOpen={() => setOpened(index)} />
          </li>
        ))}
      </ul>
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

import { ATTACHED_DRAWERS } from '#contract/messenger/attachments.limits.ts'
import { FileCard, isPhoto } from '../attachments/Attachments.tsx'
import styles from './attached.module.css'
import { type FoundProps, Sent } from './found.tsx'

/** Files of one sort, each with who sent it, to be loaded or shown where it was sent. */
export function AttachedFiles({ messages, what, onGo }: FoundProps) {
  const kinds: readonly string[] = what === 'link' ? [] : ATTACHED_DRAWERS[what]
  return (
    <ul className={styles.rows}>
      {messages.map((message) => (
        <li key={message.seq}>
          {message.attachments
            .filter((file) => kinds.includes(file.kind) && !isPhoto(file))
            .map((file) => (
              <FileCard key={file.id} file={file} able />
            ))}
          <Sent message={message} onGo={onGo} />
        </li>
      ))}
    </ul>
  )
}

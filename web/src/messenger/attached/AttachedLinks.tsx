import { linkify } from '../view/linkify.ts'
import styles from './attached.module.css'
import { type FoundProps, Sent } from './found.tsx'

/** Links, each with the words that it was sent with. */
export function AttachedLinks({ messages, onGo }: FoundProps) {
  return (
    <ul className={styles.rows}>
      {messages.map((message) => (
        <li key={message.seq}>
          {[...new Set(linkify(message.text).flatMap((part) => (part.t === 'link' ? part.text : [])))].map(
            (address) => (
              <a
                key={address}
                className={styles.link}
                href={address}
                target="_blank"
                rel="noopener noreferrer nofollow"
              >
                {address}
              </a>
            ),
          )}
          <p className={styles.words}>{message.text}</p>
          <Sent message={message} onGo={onGo} />
        </li>
      ))}
    </ul>
  )
}

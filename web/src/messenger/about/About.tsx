import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { aboutChat } from '#contract/messenger/chat-about.ts'
import { explain } from '#web/kit/errors/explain.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { t as words } from '../messenger.texts.ts'
import { LinkedText } from '../parts/LinkedText.tsx'
import { MainButton, Notice } from '../parts/Parts.tsx'
import styles from './about.module.css'
import { t } from './about.texts.ts'
import { DescribeDialog } from './DescribeDialog.tsx'

interface AboutProps {
  slice: ChatSlice
  /** Whether the viewer may change it. */
  able: boolean
}

/** What a group says of itself, asked for anew with every version of the chat (CHT-02). */
export function About({ slice: { chat }, able }: AboutProps) {
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  const [describing, setDescribing] = useState(false)
  const about = useQuery({
    queryKey: useOwnKey('about', chat.id, chat.version),
    enabled: live,
    networkMode: 'always',
    retry: false,
    placeholderData: (before) => before,
    queryFn: () => engine.call(aboutChat, { chatId: chat.id }),
  })
  if (about.data === undefined) {
    if (about.error === null) return null
    return (
      <Notice
        title={explain(about.error).sentence}
        action={{ label: words.retry, onClick: () => void about.refetch() }}
      />
    )
  }
  const { description } = about.data
  if (description === '' && !able) return null
  return (
    <section className={styles.about} aria-label={t.title}>
      {description !== '' && (
        <p>
          <LinkedText text={description} />
        </p>
      )}
      {able && (
        <MainButton mode="soft" onClick={() => setDescribing(true)}>
          {description === '' ? t.add : t.change}
        </MainButton>
      )}
      {describing && <DescribeDialog chatId={chat.id} description={description} onClose={() => setDescribing(false)} />}
    </section>
  )
}

import { Icon24BlockOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { block, unblock } from '#contract/communities/blocks.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useName } from '../boot/names.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Ask } from './Ask.tsx'
import styles from './info.module.css'
import { info } from './info.texts.ts'

/** Takes the block of the other person of a dialogue back (CNT-07). */
export function UnblockPerson({ profileId }: { profileId: string }) {
  const free = useEngineCommand(unblock)
  const complain = { onError: (error: Error) => showFailure(explain(error).sentence) }
  return (
    <div className={styles.group}>
      <button
        type="button"
        className={styles.cell}
        disabled={free.isPending}
        onClick={() => free.mutate({ profileId }, complain)}
      >
        <Icon24BlockOutline />
        {info.unblock}
      </button>
    </div>
  )
}

/** Blocks the other person of a dialogue, after a word on what that means (CNT-07). */
export function BlockPerson({ profileId }: { profileId: string }) {
  const { name } = useName(profileId)
  const [asking, setAsking] = useState(false)
  const give = useEngineCommand(block, () => setAsking(false))
  return (
    <div className={styles.group}>
      <button type="button" className={cx(styles.cell, styles.danger)} onClick={() => setAsking(true)}>
        <Icon24BlockOutline />
        {info.block}
      </button>
      {asking && (
        <Ask
          title={info.blockAsk(name)}
          text={info.blockText}
          action={info.block}
          busy={give.isPending}
          error={give.error}
          onYes={() => give.mutate({ profileId })}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  )
}

import { useParams } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { type CardHolder, type ClassCards, classCards, printCards } from '#contract/communities/cards.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { AddPupilDialog } from './AddPupilDialog.tsx'
import styles from './cards.module.css'
import { t } from './cards.texts.ts'
import { DevicesCard } from './DevicesCard.tsx'
import { HoldersList } from './HoldersList.tsx'
import { PrintedDialog } from './PrintedDialog.tsx'

export type Printed = OutputOf<typeof printCards>

/** «Карточки и планшеты»: how pupils of a class without a phone sign in (P-06, IDN-14). */
export function CardsPage() {
  const { unitId } = useParams({ strict: false }) as { unitId: string }
  const query = useApi(classCards, { unitId })
  const { data } = query
  return (
    <>
      <PageHead title={data === undefined ? t.title : t.titleOf(data.unitName)} sub={t.sub} />
      {data !== undefined ? (
        <ClassParts unitId={unitId} state={data} />
      ) : (
        <Card>
          {query.error === null ? (
            <RowsSkeleton rows={5} label={t.loading} />
          ) : (
            <Failed error={query.error} onRetry={() => void query.refetch()} />
          )}
        </Card>
      )}
    </>
  )
}

function ClassParts({ unitId, state }: { unitId: string; state: ClassCards }) {
  const [adding, setAdding] = useState(false)
  const [printed, setPrinted] = useState<Printed | null>(null)
  const print = useCommand(printCards, { refreshes: [classCards], onSuccess: setPrinted })
  const send = (profileIds: string[]) =>
    print.mutate({ unitId, profileIds }, { onError: (error) => showFailure(explain(error).sentence) })
  const addButton = !state.archived && (
    <Button size="m" mode="secondary" onClick={() => setAdding(true)}>
      {t.addPupil}
    </Button>
  )
  return (
    <div className={styles.parts}>
      {state.archived && <p className={styles.note}>{t.archived}</p>}
      <Card title={t.pupils} sub={t.pupilsSub(state.lessonMinutes)} actions={addButton}>
        {state.pupils.length === 0 ? (
          <Empty {...t.empty} />
        ) : (
          <>
            {!state.archived && <PrintAll pupils={state.pupils} busy={print.isPending} onPrint={send} />}
            <HoldersList unitId={unitId} state={state} onPrint={(profileId) => send([profileId])} />
          </>
        )}
      </Card>
      <DevicesCard unitId={unitId} state={state} />
      {adding && <AddPupilDialog unitId={unitId} onClose={() => setAdding(false)} />}
      {printed !== null && <PrintedDialog printed={printed} onClose={() => setPrinted(null)} />}
    </div>
  )
}

interface PrintAllProps {
  pupils: readonly CardHolder[]
  busy: boolean
  onPrint: (profileIds: string[]) => void
}

/** Cards for all who have none: whoever has one keeps it. */
function PrintAll({ pupils, busy, onPrint }: PrintAllProps) {
  const without = pupils.filter(({ ownPhone, card }) => !ownPhone && card === null)
  if (without.length === 0) return null
  return (
    <Button size="l" loading={busy} onClick={() => onPrint(without.map(({ profileId }) => profileId))}>
      {t.printAll(without.length)}
    </Button>
  )
}

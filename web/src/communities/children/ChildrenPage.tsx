import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { ownAbsences } from '#contract/communities/absences.ts'
import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { type Child, giveConsent, listChildren, withdrawConsent } from '#contract/communities/consents.ts'
import { fullName } from '#contract/identity/names.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { ChildAbsencesPart } from '../absences/ChildAbsencesPart.tsx'
import { ConsentTextDialog } from './ConsentTextDialog.tsx'
import { ConsentView } from './ConsentView.tsx'
import styles from './children.module.css'
import { t } from './children.texts.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** «Дети»: a parent's children, and the consent for those who are under 14. */
export function ChildrenPage() {
  return (
    <SubPage title={t.title} sub={t.sub}>
      <OwnChildren />
    </SubPage>
  )
}

function OwnChildren() {
  const list = useApi(listChildren, {})
  const told = useApi(ownAbsences, {})
  if (list.data === undefined) {
    if (list.error === null) return <RowsSkeleton rows={2} label={t.loading} />
    return <Failed error={list.error} onRetry={() => void list.refetch()} />
  }
  const unlisted = told.data?.children.filter(({ parentNamed }) => parentNamed) ?? []
  if (list.data.children.length === 0 && unlisted.length === 0) {
    // Whoever has children without accounts alone sees nothing that is taken away again.
    if (told.isPending) return <RowsSkeleton rows={2} label={t.loading} />
    if (told.data === undefined) return <Failed error={told.error} onRetry={() => void told.refetch()} />
    return <Empty title={t.empty.title} text={t.empty.text} />
  }
  return (
    <>
      {list.data.children.map((child) => (
        <ChildCard key={child.childProfileId} child={child} />
      ))}
      {unlisted.map((child) => (
        <Card key={child.unitId} title={t.unlisted} sub={`${child.communityName}, ${child.unitName}`}>
          <ChildAbsencesPart child={child} />
        </Card>
      ))}
    </>
  )
}

type Open = 'give' | 'read' | 'withdraw' | null

function ChildCard({ child }: { child: Child }) {
  const [open, setOpen] = useState<Open>(null)
  const { state, places } = child
  const told = useApi(ownAbsences, {})
  const absences = told.data?.children.filter(({ childProfileId }) => childProfileId === child.childProfileId) ?? []
  const where = places.map(({ communityName, unitName }) => `${communityName}, ${unitName}`).join(' · ')
  return (
    <Card>
      <div className={styles.child}>
        <Person id={child.childProfileId} person={child} size={48} note={where} />
        <ConsentView state={state}>
          {state.needed && (
            <div className={styles.buttons}>
              {state.consent === null ? (
                <Button size="l" onClick={() => setOpen('give')}>
                  {t.give}
                </Button>
              ) : (
                <>
                  <Button size="m" mode="secondary" onClick={() => setOpen('read')}>
                    {t.read}
                  </Button>
                  <Button size="m" mode="outline" appearance="negative" onClick={() => setOpen('withdraw')}>
                    {t.withdraw}
                  </Button>
                </>
              )}
            </div>
          )}
        </ConsentView>
      </div>
      {absences.map((each) => (
        <ChildAbsencesPart key={each.unitId} child={each} />
      ))}
      {open === 'give' && <GiveDialog child={child} onClose={() => setOpen(null)} />}
      {open === 'read' && state.consent !== null && (
        <ConsentTextDialog version={state.consent.textVersion} onClose={() => setOpen(null)} />
      )}
      {open === 'withdraw' && <OwnWithdrawDialog child={child} onClose={() => setOpen(null)} />}
    </Card>
  )
}

function GiveDialog({ child, onClose }: { child: Child; onClose: () => void }) {
  const give = useCommand(giveConsent, {
    refreshes: [listChildren],
    onSuccess: () => {
      showToast(t.given)
      onClose()
    },
  })
  const { childProfileId } = child
  const onAgree = () => give.mutate({ childProfileId, textVersion: CONSENT_TEXT_VERSION })
  return (
    <ConsentTextDialog
      version={CONSENT_TEXT_VERSION}
      agree={{ busy: give.isPending, error: give.error, onAgree }}
      onClose={onClose}
    />
  )
}

function OwnWithdrawDialog({ child, onClose }: { child: Child; onClose: () => void }) {
  const withdraw = useCommand(withdrawConsent, {
    refreshes: [listChildren],
    onSuccess: () => {
      showToast(t.withdrawn)
      onClose()
    },
  })
  return (
    <WithdrawDialog
      title={t.withdrawTitle}
      name={fullName(child)}
      submit={t.withdraw}
      busy={withdraw.isPending}
      error={withdraw.error}
      onSubmit={() => withdraw.mutate({ childProfileId: child.childProfileId })}
      onClose={onClose}
    />
  )
}

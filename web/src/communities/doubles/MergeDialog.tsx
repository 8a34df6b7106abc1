import { Button, Radio } from '@vkontakte/vkui'
import { useState } from 'react'
import { roleHistory } from '#contract/communities/audit.ts'
import { home, members } from '#contract/communities/communities.ts'
import { type DoublePair, listDoubles, mergeDouble, previewDouble } from '#contract/communities/doubles.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import styles from './doubles.module.css'
import { t } from './doubles.texts.ts'
import { Side } from './Side.tsx'

/** Who stays, and what the merge does, read before it is done (STR-14). */
export function MergeDialog({ pair, onClose }: { pair: DoublePair; onClose: () => void }) {
  const { communityId } = useCommunity().community
  const { kind, one, other } = pair
  const first = one.state === 'applicant' && other.state === 'member' ? other.id : one.id
  const [keepId, setKeepId] = useState(first)
  const [id] = useState(newKey)
  const goneId = keepId === one.id ? other.id : one.id
  const preview = useApi(previewDouble, { communityId, kind, keepId, goneId })
  const merge = useCommand(mergeDouble, {
    refreshes: [listDoubles, members, home, roleHistory],
    onSuccess: ({ name }) => {
      showToast(t.merging.done(name))
      onClose()
    },
  })
  return (
    <Dialog
      title={t.merging.title}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.merging.cancel}
          </Button>
          <Button
            size="l"
            disabled={preview.data === undefined || preview.error !== null}
            loading={merge.isPending}
            onClick={() => merge.mutate({ id, communityId, kind, keepId, goneId })}
          >
            {t.merging.submit}
          </Button>
        </>
      }
    >
      <fieldset className={styles.keep}>
        <legend>{t.merging.keep}</legend>
        {[one, other].map((side) => (
          <Radio
            key={side.id}
            name="keep"
            value={side.id}
            checked={side.id === keepId}
            onChange={() => {
              setKeepId(side.id)
              merge.reset()
            }}
          >
            <Side side={side} />
          </Radio>
        ))}
      </fieldset>
      <p>{t.merging[kind]}</p>
      {kind === 'people' && <p>{t.merging.accounts}</p>}
      <h3 className={styles.what}>{t.merging.what}</h3>
      <div role="status">
        {preview.data !== undefined && preview.error === null ? (
          <Changes preview={preview.data} />
        ) : (
          preview.error === null && <p>{t.merging.loading}</p>
        )}
      </div>
      <ErrorLine error={merge.error ?? preview.error} />
    </Dialog>
  )
}

function Changes({ preview }: { preview: OutputOf<typeof previewDouble> }) {
  const { type } = useCommunity().community
  const { roles, parents, groups, applications, filled } = preview
  const lines = [
    ...roles.map(({ role, unitName, childName }) => {
      const child = childName === null ? [] : [t.merging.child(childName)]
      return t.merging.role(roleName(type, role), [unitName, ...child].filter((part) => part !== '').join(', '))
    }),
    ...(parents.length === 0 ? [] : [t.merging.parents(parents.join(', '))]),
    ...(groups === 0 ? [] : [t.merging.groups(groups)]),
    ...(applications === 0 ? [] : [t.merging.applications(applications)]),
    ...filled.map((what) => t.merging.filled[what]),
  ]
  if (lines.length === 0) return <p>{t.merging.nothing}</p>
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

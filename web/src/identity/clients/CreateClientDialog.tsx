import { Button, Checkbox, FormItem, Input, Textarea } from '@vkontakte/vkui'
import { type FormEvent, type ReactNode, useState } from 'react'
import { CLIENT_NAME_MAX, CLIENT_SCOPES, type ClientScope } from '#contract/identity/oidc.limits.ts'
import { create, list } from '#contract/identity/oidc-clients.ts'
import { SYSTEM_SCOPES } from '#contract/kit/system-scopes.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './ClientsPage.module.css'
import { t } from './clients.texts.ts'
import type { Secret } from './SecretDialog.tsx'

const linesOf = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  ),
]

/** What an operator writes down of an outside system. */
export function CreateClientDialog(props: { onCreated: (secret: Secret) => void; onClose: () => void }) {
  const [id] = useState(newKey)
  const [texts, setTexts] = useState({ name: '', redirect: '', gone: '', back: '', notices: '' })
  const [scopes, setScopes] = useState<readonly ClientScope[]>(['profile'])
  const [tells, setTells] = useState(false)
  const creating = useCommand(create, {
    refreshes: [list],
    onSuccess: ({ client, secret }) => props.onCreated({ clientId: client.id, name: client.name, secret }),
  })
  const change = (field: keyof typeof texts) => ({
    id: `client-${field}`,
    value: texts[field],
    onChange: (event: { target: { value: string } }) => setTexts({ ...texts, [field]: event.target.value }),
  })
  const redirectUris = linesOf(texts.redirect)
  const incomplete = texts.name.trim() === '' || redirectUris.length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    creating.mutate({
      id,
      name: texts.name,
      redirectUris,
      postLogoutRedirectUris: linesOf(texts.gone),
      backchannelLogoutUri: linesOf(texts.back)[0] ?? null,
      scopes: CLIENT_SCOPES.filter((scope) => scopes.includes(scope)),
      ...(tells ? { systemScopes: [...SYSTEM_SCOPES], noticeUri: linesOf(texts.notices)[0] ?? null } : {}),
    })
  }
  return (
    <Dialog
      title={t.form.title}
      onClose={props.onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={props.onClose}>
            {t.cancel}
          </Button>
          <Button
            size="l"
            type="submit"
            form="create-client"
            loading={creating.isPending}
            disabled={incomplete}
            title={incomplete ? t.form.incomplete : undefined}
          >
            {t.form.submit}
          </Button>
        </>
      }
    >
      <form id="create-client" onSubmit={submit} noValidate className={styles.form}>
        <FormItem noPadding top={t.form.name} bottom={t.form.nameHint} htmlFor="client-name">
          <Input maxLength={CLIENT_NAME_MAX} {...change('name')} />
        </FormItem>
        <FormItem noPadding top={t.form.redirect} bottom={t.form.redirectHint} htmlFor="client-redirect">
          <Textarea rows={2} {...change('redirect')} />
        </FormItem>
        <FormItem noPadding top={t.form.gone} bottom={t.form.optional} htmlFor="client-gone">
          <Textarea rows={2} {...change('gone')} />
        </FormItem>
        <FormItem noPadding top={t.form.back} bottom={t.form.optional} htmlFor="client-back">
          <Input type="url" {...change('back')} />
        </FormItem>
        <fieldset className={styles.scopes}>
          <legend>{t.form.scopes}</legend>
          {CLIENT_SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))
              }
            >
              {t.scopes[scope]}
            </Checkbox>
          ))}
        </fieldset>
        <InItsOwnName tells={tells} onTell={setTells}>
          <Input type="url" {...change('notices')} />
        </InItsOwnName>
        <ErrorLine error={creating.error} />
      </form>
    </Dialog>
  )
}

interface OwnNameProps {
  tells: boolean
  onTell: (tells: boolean) => void
  /** Where the address for notices is typed. */
  children: ReactNode
}

/** Whether the system tells facts of schools, which it does without any person. */
function InItsOwnName({ tells, onTell, children }: OwnNameProps) {
  return (
    <>
      <fieldset className={styles.scopes}>
        <legend>{t.form.itself}</legend>
        <Checkbox checked={tells} aria-describedby="client-tells" onChange={({ target }) => onTell(target.checked)}>
          {t.form.tells}
        </Checkbox>
        <small id="client-tells">{t.form.tellsNote}</small>
      </fieldset>
      {tells && (
        <FormItem noPadding top={t.form.notices} bottom={t.form.optional} htmlFor="client-notices">
          {children}
        </FormItem>
      )}
    </>
  )
}

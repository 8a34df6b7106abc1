import { useState } from 'react'
import {
  rolesList,
  type SchoolUser,
  usersClose,
  usersGive,
  usersList,
  usersRenewPassword,
  usersSetRoles,
} from '#contract/school/administration.ts'
import { peopleFind } from '#contract/school/people.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { useMay } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { LineField, PickField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { fullName } from '../kit/names.ts'
import { Picker } from '../kit/Picker.tsx'
import { Question } from '../kit/Question.tsx'
import { type Column, Register } from '../kit/Register.tsx'
import { t } from '../school.texts.ts'

const columns: readonly Column<SchoolUser>[] = [
  { title: t.fullName, cell: fullName },
  { title: t.login, cell: ({ login }) => login },
  { title: t.roles, wide: true, cell: ({ roles }) => roles.map(({ name }) => name).join(', ') },
]

/** The register «Пользователи». */
export function UsersWindow() {
  const may = useMay()
  const { show } = useWindows()
  return (
    <Register
      operation={usersList}
      columns={columns}
      idOf={({ accountId }) => accountId}
      nameOf={fullName}
      searchLabel={t.searchUser}
      empty={t.noUsers}
      onAdd={
        may('users.give')
          ? () =>
              show({ key: 'user', title: t.newUser, size: 'form', render: (close) => <GiveAccount close={close} /> })
          : undefined
      }
      onEdit={
        may('users.setRoles') && may('roles.list')
          ? (row) =>
              show({
                key: `user ${row.accountId}`,
                title: fullName(row),
                size: 'form',
                render: (close) => <EditRoles row={row} close={close} />,
              })
          : undefined
      }
      deleteLabel={t.closeAccount}
      onDelete={
        may('users.close')
          ? (row) =>
              show({
                key: `close ${row.accountId}`,
                title: t.closing,
                size: 'alert',
                render: (close) => (
                  <Question
                    operation={usersClose}
                    input={{ accountId: row.accountId }}
                    text={t.closeText(fullName(row))}
                    yes={t.closeAccount}
                    refreshes={[usersList]}
                    close={close}
                  />
                ),
              })
          : undefined
      }
      more={(row) =>
        may('users.renewPassword') && (
          <ActionButton
            closed={row === null ? t.chooseRow : null}
            onClick={() =>
              row !== null &&
              show({
                key: `password ${row.accountId}`,
                title: t.newPassword,
                size: 'alert',
                render: (close) => <Renew row={row} close={close} />,
              })
            }
          >
            {t.newPassword}
          </ActionButton>
        )
      }
    />
  )
}

function RoleFlags({ value, onChange }: { value: readonly string[]; onChange: (value: readonly string[]) => void }) {
  const roles = useApi(rolesList, {})
  return (
    <fieldset className="es-rights">
      <legend>{t.roles}</legend>
      {roles.data?.rows.map(({ id, name }) => (
        <label key={id} className="es-switch">
          <span>{name}</span>
          <input
            type="checkbox"
            checked={value.includes(id)}
            onChange={() => onChange(value.includes(id) ? value.filter((each) => each !== id) : [...value, id])}
          />
        </label>
      ))}
    </fieldset>
  )
}

/** The password is shown once: nobody can look it up afterwards. */
function Given({ login, password, close }: { login: string; password: string; close: () => void }) {
  return (
    <>
      <div className="es-alert">
        <p>{t.givenText}</p>
        <p>
          {t.login}: <b>{login}</b>
        </p>
        <p>
          {t.password}: <b className="num">{password}</b>
        </p>
      </div>
      <FormFoot save={t.done} onSave={close} close={close} />
    </>
  )
}

function GiveAccount({ close }: { close: () => void }) {
  const may = useMay()
  const { show } = useWindows()
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const [login, setLogin] = useState('')
  const [roleIds, setRoleIds] = useState<readonly string[]>([])
  const [accountId] = useState(newKey)
  const give = useCommand(usersGive, { refreshes: [usersList] })
  const pick = () =>
    show({
      key: 'pick person',
      title: t.people,
      size: 'form',
      render: (end) => (
        <Picker
          operation={peopleFind}
          many={false}
          rowOf={(row) => ({ id: row.id, name: fullName(row), note: t.standing(row, null) })}
          onPick={([found]) => {
            if (found !== undefined) setPerson(found)
          }}
          close={end}
        />
      ),
    })
  if (give.data !== undefined) return <Given login={give.data.user.login} password={give.data.password} close={close} />
  return (
    <>
      <FormBody error={give.error}>
        <PickField label={t.person} required value={person?.name ?? null} onPick={pick} />
        <LineField label={t.login} required maxLength={60} value={login} onChange={setLogin} hint={t.loginHint} />
        {may('roles.list') && <RoleFlags value={roleIds} onChange={setRoleIds} />}
      </FormBody>
      <FormFoot
        busy={give.isPending}
        closed={person === null || login === '' ? t.fillNames : null}
        onSave={() => person !== null && give.mutate({ accountId, personId: person.id, login, roleIds: [...roleIds] })}
        close={close}
      />
    </>
  )
}

function EditRoles({ row, close }: { row: SchoolUser; close: () => void }) {
  const [roleIds, setRoleIds] = useState<readonly string[]>(row.roles.map(({ id }) => id))
  const set = useCommand(usersSetRoles, { refreshes: [usersList, rolesList], onSuccess: close })
  return (
    <>
      <FormBody error={set.error}>
        <RoleFlags value={roleIds} onChange={setRoleIds} />
      </FormBody>
      <FormFoot
        busy={set.isPending}
        onSave={() => set.mutate({ accountId: row.accountId, roleIds: [...roleIds] })}
        close={close}
      />
    </>
  )
}

function Renew({ row, close }: { row: SchoolUser; close: () => void }) {
  const renew = useCommand(usersRenewPassword)
  if (renew.data !== undefined) return <Given login={row.login} password={renew.data.password} close={close} />
  return (
    <>
      <FormBody error={renew.error}>
        <p>{t.renewText(fullName(row))}</p>
      </FormBody>
      <FormFoot
        save={t.giveOut}
        busy={renew.isPending}
        onSave={() => renew.mutate({ accountId: row.accountId })}
        close={close}
      />
    </>
  )
}

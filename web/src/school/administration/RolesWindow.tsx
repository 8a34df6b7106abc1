import { useState } from 'react'
import { rolesAdd, rolesEdit, rolesList, type SchoolRole } from '#contract/school/administration.ts'
import { deskOpen } from '#contract/school/desk.ts'
import { MODULES, type Module, type Right } from '#contract/school/rights.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useMay, useMessengerName } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { LineField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { t } from '../school.texts.ts'

/** The window «Роли». */
export function RolesWindow() {
  const roles = useApi(rolesList, {})
  const may = useMay()
  const { show } = useWindows()
  const [chosen, setChosen] = useState<string | null>(null)
  const rows = roles.data?.rows ?? []
  const row = rows.find(({ id }) => id === chosen) ?? null
  const edit = (role: SchoolRole | null) =>
    show({
      key: `role ${role?.id ?? ''}`,
      title: role === null ? t.newRole : t.editRole,
      size: 'wide',
      render: (close) => <RoleForm role={role} close={close} />,
    })
  return (
    <div className="es-body">
      {may('roles.edit') && (
        <div className="es-tools">
          <ActionButton onClick={() => edit(null)}>{t.add}</ActionButton>
          <ActionButton
            tone="main"
            closed={row === null ? t.chooseRow : null}
            onClick={() => row !== null && edit(row)}
          >
            {t.edit}
          </ActionButton>
        </div>
      )}
      <div className="es-table-box">
        {roles.isError && <Trouble error={roles.error} onRetry={() => void roles.refetch()} />}
        {roles.isPending && (
          <p className="es-state" role="status">
            {t.loading}
          </p>
        )}
        {rows.length > 0 && (
          <table className="es-table">
            <thead>
              <tr>
                <th className="es-flag">
                  <span className="vh">{t.chosen}</span>
                </th>
                <th>{t.role}</th>
                <th className="es-wide">{t.metarole}</th>
                <th>{t.users}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((role) => (
                <tr key={role.id} className={cx(role.id === chosen && 'es-sel')} onClick={() => setChosen(role.id)}>
                  <td className="es-flag">
                    <input
                      type="radio"
                      name="role"
                      checked={role.id === chosen}
                      onChange={() => setChosen(role.id)}
                      aria-label={role.name}
                    />
                  </td>
                  <td>{role.name}</td>
                  <td className="es-wide">{role.metarole === null ? '' : t.isMetarole}</td>
                  <td>{role.users}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}

const names = Object.keys(MODULES) as Module[]

function RoleForm({ role, close }: { role: SchoolRole | null; close: () => void }) {
  const messenger = useMessengerName()
  const [id] = useState(() => role?.id ?? newKey())
  const [name, setName] = useState(role?.name ?? '')
  const [rights, setRights] = useState<readonly Right[]>(role?.rights ?? [])
  const [module, setModule] = useState<Module>('messenger')
  const options = { refreshes: [rolesList, deskOpen], onSuccess: close }
  const add = useCommand(rolesAdd, options)
  const edit = useCommand(rolesEdit, options)
  const command = role === null ? add : edit
  const own: readonly Right[] = MODULES[module]
  const isFixed = role?.metarole === 'super'
  const labelOf = (each: Module) => (each === 'messenger' ? messenger.plain : t.modules[each])
  const save = () => {
    if (role === null) add.mutate({ id, name, rights: [...rights] })
    else edit.mutate({ id, version: role.version, name, rights: [...rights] })
  }
  const flip = (right: Right) =>
    setRights(rights.includes(right) ? rights.filter((each) => each !== right) : [...rights, right])
  return (
    <>
      <FormBody error={command.error}>
        <LineField label={t.roleName} required maxLength={60} value={name} onChange={setName} />
        <div className="es-modules">
          <div className="es-module-list" role="tablist" aria-label={t.modulesTitle}>
            {names.map((each) => (
              <button
                key={each}
                type="button"
                role="tab"
                aria-selected={each === module}
                onClick={() => setModule(each)}
              >
                <span>{labelOf(each)}</span>
                <small>
                  {t.ofRights(MODULES[each].filter((right) => rights.includes(right)).length, MODULES[each].length)}
                </small>
              </button>
            ))}
          </div>
          <fieldset className="es-rights" role="tabpanel" aria-label={t.rightsOf(labelOf(module))}>
            <legend>{t.rightsOf(labelOf(module))}</legend>
            {isFixed && <p className="es-mut">{t.superFixed}</p>}
            {!isFixed && (
              <ActionButton tone="quiet" onClick={() => setRights([...new Set([...rights, ...own])])}>
                {t.allRights}
              </ActionButton>
            )}
            {own.map((right) => (
              <label key={right} className="es-switch">
                <span>{t.rightName(right)}</span>
                <input
                  type="checkbox"
                  role="switch"
                  aria-checked={rights.includes(right)}
                  checked={rights.includes(right)}
                  disabled={isFixed}
                  title={isFixed ? t.superFixed : undefined}
                  onChange={() => flip(right)}
                />
              </label>
            ))}
          </fieldset>
        </div>
      </FormBody>
      <FormFoot
        note={role === null ? '' : t.seenBy(role.users)}
        busy={command.isPending}
        closed={name.trim() === '' ? t.fillNames : null}
        onSave={save}
        close={close}
      />
    </>
  )
}

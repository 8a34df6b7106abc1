import { Button } from '@vkontakte/vkui'
import { Denied } from '#web/kit/ui/States.tsx'
import { t } from './shell.texts.ts'

export function NotFound() {
  return (
    <main>
      <Denied
        title={t.notFound.title}
        text={t.notFound.text}
        action={
          <Button size="l" Component="a" href="/">
            {t.notFound.action}
          </Button>
        }
      />
    </main>
  )
}

import { Button } from '@vkontakte/vkui'
import { Denied } from '#web/kit/ui/States.tsx'
import { t } from './shell.texts.ts'

/** A page whose own code has failed: what is safe, and the two ways on. */
export function PageBroken() {
  return (
    <main id="content">
      <div role="alert">
        <Denied
          title={t.broken.title}
          text={t.broken.text}
          action={
            <>
              <Button size="l" onClick={() => location.reload()}>
                {t.broken.reload}
              </Button>
              <Button size="l" mode="secondary" Component="a" href="/">
                {t.notFound.action}
              </Button>
            </>
          }
        />
      </div>
    </main>
  )
}

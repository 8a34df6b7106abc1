import type { PageSentences, SchoolCode } from '../page-errors.ts'

/** Sentences of the electronic school, on its own pages. */
export const schoolErrors: PageSentences<SchoolCode> = {
  ru: {
    'school.signinWrong': 'Логин или пароль не подходит. Забытый пароль меняет администратор вашей организации.',
    'school.passwordWeak':
      'Слишком простой пароль: нужно не меньше восьми знаков, не один и тот же знак, не логин и не прежний пароль.',
    'school.passwordOld': 'Прежний пароль не подходит.',
    'school.passwordStale': 'Сначала смените пароль, который вам выдал администратор.',
    'school.notAllowed': 'У ваших ролей нет такого права. Права ролей меняет суперадминистратор в окне «Роли».',
    'school.rowUnknown': 'Этой записи в школе уже нет. Закройте окно и откройте его снова.',
    'school.rowTaken': 'Такая запись уже есть.',
    'school.nameInvalid': 'Заполните поле: от одного знака до шестидесяти.',
    'school.birthInvalid': 'Такой даты рождения быть не может.',
    'school.nameTaken': 'Такое название уже есть. Выберите другое.',
    'school.changedMeanwhile': 'Запись за это время кто-то изменил. Закройте окно и откройте запись снова.',
    'school.employed': 'Сначала увольте человека со всех должностей.',
    'school.notEmployed': 'Этот человек здесь сейчас не работает. Примите его на работу в реестре «Сотрудники».',
    'school.enrolled': 'Ученик уже зачислен в класс. Переведите его.',
    'school.notEnrolled': 'Ученик сейчас не зачислен в класс.',
    'school.notEmpty': 'Запись ещё используется: сначала уберите из неё учеников и группы.',
    'school.ownChild': 'Человек не может быть своим родителем.',
    'school.loginInvalid': 'Логин: от трёх до шестидесяти латинских букв, цифр, точек, дефисов и подчёркиваний.',
    'school.loginTaken': 'Такой логин уже занят. Выберите другой.',
    'school.hasLogin': 'У этого человека уже есть учетная запись.',
    'school.roleFixed': 'Права суперадминистратора не меняются: иначе роли стало бы некому менять.',
    'school.roleAbove': 'Здесь больше прав, чем у вас самих. Это делает суперадминистратор.',
    'school.lastSuper': 'Это последний суперадминистратор. Сначала дайте эту роль кому-то ещё.',
    'school.notAdministrator': 'Администратором чатов может быть сотрудник из реестра «Администраторы».',
    'school.addressInvalid':
      'Нужен адрес мессенджера вида https://parta.example, без пути. Для мессенджера этой установки оставьте поле пустым.',
    'school.secretMissing':
      'Введите секрет клиента: с другим адресом или клиентом прежний не подходит. Его выдаёт оператор мессенджера.',
    'school.tooMany': 'Больше добавить нельзя: в организации не больше двухсот ролей.',
    'school.notLinked': 'Сначала привяжите свою учетную запись к учебному профилю: ярлык на рабочем столе.',
    'school.notConnected':
      'Организация ещё не подключена к мессенджеру. Её подключает суперадминистратор в окне «Подключение».',
    'school.linked':
      'Учетная запись уже привязана. Чтобы выбрать другой профиль, сначала отвяжите её на вкладке «Чаты».',
    'school.linkStale':
      'Этот вход начат в другом сеансе, слишком давно или уже использован. Нажмите кнопку привязки ещё раз.',
    'school.messengerAway':
      'Мессенджер сейчас не отвечает, ничего не изменилось. Попробуйте ещё раз через несколько минут.',
    'school.connectionRefused':
      'Мессенджер не признаёт подключение вашей организации. Его проверяет суперадминистратор в окне «Подключение».',
    'school.titleInvalid': 'Напишите наименование чата: от одного знака до двухсот.',
    'school.unitNeeded': 'Для чата «Предмет» выберите группу, у чата «Другое» её нет.',
    'school.tabClosed': 'Из этого реестра в чат такого типа не добавляют: родители бывают в чатах «Другое».',
    'school.chosenTwice': 'Один человек выбран дважды.',
    'school.defaultStays':
      'Чат по умолчанию нельзя удалить: он есть, пока есть класс или организация. Измените его участников или наименование.',
  },
  en: {
    'school.signinWrong':
      'The login or the password is wrong. An administrator of your organisation sets a forgotten password anew.',
    'school.passwordWeak':
      'The password is too simple: at least eight characters, not one repeated, neither the login nor the old password.',
    'school.passwordOld': 'The old password is wrong.',
    'school.passwordStale': 'First change the password that an administrator has given you.',
    'school.notAllowed':
      'Your roles have no such right. The super-administrator changes the rights of roles in «Roles».',
    'school.rowUnknown': 'There is no such entry.',
    'school.rowTaken': 'There is such an entry already.',
    'school.nameInvalid': 'Fill in the field: one to sixty characters.',
    'school.birthInvalid': 'This cannot be a date of birth.',
    'school.nameTaken': 'This name is taken. Choose another one.',
    'school.changedMeanwhile': 'Somebody has changed the entry meanwhile. Close the window and open the entry again.',
    'school.employed': 'First dismiss the person from all positions.',
    'school.notEmployed': 'This person does not work here now. Hire the person in the register of employees.',
    'school.enrolled': 'The pupil is in a class already. Transfer the pupil.',
    'school.notEnrolled': 'The pupil is in no class now.',
    'school.notEmpty': 'The entry is in use: first take its pupils and groups out.',
    'school.ownChild': 'Nobody is a parent of himself.',
    'school.loginInvalid': 'A login has three to sixty Latin letters, digits, dots, hyphens and underscores.',
    'school.loginTaken': 'This login is taken. Choose another one.',
    'school.hasLogin': 'This person has an account already.',
    'school.roleFixed': 'The rights of the super-administrator stay: otherwise nobody could change roles.',
    'school.roleAbove': 'There are more rights here than you have yourself. A super-administrator does this.',
    'school.lastSuper': 'This is the last super-administrator. First give the role to somebody else.',
    'school.notAdministrator': 'The administrator of chats is an employee from the register of administrators.',
    'school.addressInvalid':
      'Enter an address such as https://parta.example, without a path. Leave it empty for the messenger of this installation.',
    'school.secretMissing':
      'Enter the secret of the client: the former one is worth nothing with another address or client. The operator of the messenger gives it out.',
    'school.tooMany': 'No more can be added: an organisation has two hundred roles at most.',
    'school.notLinked': 'First link your account with a learning profile: use the shortcut on the desktop.',
    'school.notConnected':
      'The organisation is not connected with the messenger yet. A super-administrator does that in the window «Connection».',
    'school.linked': 'The account is linked already. To choose another profile, first unlink it in the tab «Chats».',
    'school.linkStale':
      'This sign-in was begun in another session, too long ago, or has been used. Press the button once more.',
    'school.messengerAway': 'The messenger does not answer now, and nothing has changed. Try again in a few minutes.',
    'school.connectionRefused':
      'The messenger does not take the connection of your organisation. A super-administrator checks it in the window «Connection».',
    'school.titleInvalid': 'Write a name of the chat, of one to two hundred characters.',
    'school.unitNeeded': 'Choose a group for a chat of a subject; any other chat has none.',
    'school.tabClosed': 'Nobody is added to such a chat from this register: parents are in chats of the type «Other».',
    'school.chosenTwice': 'One person is chosen twice.',
    'school.defaultStays':
      'A chat that is there by itself stays as long as its class or the school does. Choose others or another name for it.',
  },
}

// The page reads without this script; it adds sorting, finding, moving by keys and the details of a mark.
;(() => {
  const byId = (id) => document.getElementById(id)
  const data = JSON.parse(byId('data').textContent)
  const { words } = data
  const table = byId('matrix')
  const body = table.tBodies[0]
  const heads = [...table.tHead.rows[0].cells]
  // Columns before those of the exercises.
  const lead = heads.findIndex((head) => head.dataset.sort === '0')
  const first = lead < 0 ? heads.length : lead
  const rows = [...body.rows]
  const numberOf = new Map(rows.map((row, index) => [row, index]))
  const language = document.documentElement.lang
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])

  // Texts of people and machines come in as text only; nothing here writes HTML.
  const element = (name, className, ...content) => {
    const made = document.createElement(name)
    if (className) made.className = className
    made.append(...content)
    return made
  }

  /* Sorting */
  const rank = ['', 'error', 'fail', 'doubt', 'pass']
  const collator = new Intl.Collator(language, { numeric: true })
  const markAt = (row, exercise) => data.marks[numberOf.get(row)][exercise]
  const total = (row) => data.marks[numberOf.get(row)].reduce((sum, mark) => sum + (mark ? mark[0] : 0), 0)
  const keys = {
    name: (row) => row.cells[0].textContent,
    group: (row) => row.cells[1].textContent,
    total,
  }
  const keyOf = (row, column) =>
    keys[column]
      ? keys[column](row)
      : rank.indexOf(row.cells[first + Number(column)].className) * 1e6 +
        (markAt(row, column) ? markAt(row, column)[0] : 0)
  const compare = (a, b) => (typeof a === 'string' ? collator.compare(a, b) : a - b)

  function sort(head) {
    const column = head.dataset.sort
    const up = head.getAttribute('aria-sort')
      ? head.getAttribute('aria-sort') === 'descending'
      : column === 'name' || column === 'group'
    for (const other of heads) other.removeAttribute('aria-sort')
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending')
    const keyed = rows.map((row) => [keyOf(row, column), row])
    keyed.sort(
      ([a, one], [b, other]) => (up ? compare(a, b) : compare(b, a)) || numberOf.get(one) - numberOf.get(other),
    )
    body.append(...keyed.map(([, row]) => row))
    say(filled(words.sorted, { column: head.textContent.trim() }))
  }
  for (const head of heads) {
    const button = element('button')
    button.type = 'button'
    button.tabIndex = -1
    button.append(...head.firstElementChild.childNodes)
    button.addEventListener('click', () => sort(head))
    head.firstElementChild.replaceWith(button)
  }

  /* Finding */
  const find = byId('find')
  const group = byId('group')
  const shown = byId('shown')
  const say = (text) => {
    shown.textContent = text
  }
  function filter() {
    const wanted = find.value.trim().toLocaleLowerCase(language)
    let count = 0
    for (const row of rows) {
      const fits =
        row.cells[0].textContent.toLocaleLowerCase(language).includes(wanted) &&
        (!group?.value || row.cells[1].textContent === group.value)
      row.hidden = !fits
      if (fits) count += 1
    }
    say(filled(words.shown, { shown: count, all: rows.length }))
  }
  find.addEventListener('input', filter)
  if (group) group.addEventListener('change', filter)

  /* Moving by keys: one cell of the grid is reached by Tab, the arrows go on from there. */
  table.setAttribute('role', 'grid')
  table.classList.add('live')
  byId('scroll').removeAttribute('tabindex')
  byId('tools').hidden = false
  let current = heads[0].firstElementChild
  current.tabIndex = 0
  const focusable = (cell) => (cell.tagName === 'TH' && cell.scope === 'col' ? cell.firstElementChild : cell)
  function moveTo(cell) {
    const target = focusable(cell)
    current.tabIndex = -1
    current = target
    target.tabIndex = 0
    target.focus()
  }
  const steps = {
    ArrowDown: (row, column) => [row + 1, column],
    ArrowUp: (row, column) => [row - 1, column],
    ArrowRight: (row, column) => [row, column + 1],
    ArrowLeft: (row, column) => [row, column - 1],
    PageDown: (row, column) => [row + 10, column],
    PageUp: (row, column) => [Math.max(row - 10, 1), column],
    Home: (row, _, all) => [all ? 1 : row, 0],
    End: (row, _, all) => [all ? Number.POSITIVE_INFINITY : row, Number.POSITIVE_INFINITY],
  }
  table.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td, th')
    if (!cell || event.altKey || event.metaKey) return
    if ((event.key === 'Enter' || event.key === ' ') && cell.tagName === 'TD') {
      event.preventDefault()
      open(cell)
      return
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const lines = [table.tHead.rows[0], ...body.querySelectorAll('tr:not([hidden])')]
    const within = (value, count) => Math.max(0, Math.min(value, count - 1))
    const [row, column] = step(lines.indexOf(cell.parentElement), cell.cellIndex, event.ctrlKey)
    const line = lines[within(row, lines.length)]
    moveTo(line.cells[within(column, line.cells.length)])
  })
  body.addEventListener('click', (event) => {
    const cell = event.target.closest('td')
    if (!cell) return
    moveTo(cell)
    open(cell)
  })

  /* The details of a mark */
  const dialog = byId('detail')
  const text = (number) => (number === undefined || number < 0 ? '' : data.texts[number])
  const when = (seconds) => (seconds > 0 ? '' : moment.format(data.at + seconds * 1000))
  const facts = (pairs) => {
    const list = element('dl')
    for (const [label, value] of pairs) if (value) list.append(element('dt', '', label), element('dd', '', value))
    return list
  }
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })

  function taskPart(task) {
    const [id, verdict, points, max, message, expected, found, machine, cause, look, ...evidence] = task
    const name = ['pass', 'fail', 'skip', 'error'][verdict]
    const [sign, word] = words.verdicts[verdict]
    const sum = filled(words.of, { points: number.format(points), max: number.format(max) })
    return element(
      'article',
      name,
      element(
        'h3',
        '',
        element('span', name, `${sign} ${word}`),
        element('span', '', text(id)),
        element('span', '', sum),
      ),
      element('p', '', text(message)),
      facts([
        [words.expected, text(expected)],
        [words.found, text(found)],
        [words.machine, text(machine)],
        [words.cause, text(cause)],
        [words.look, text(look)],
        [words.proof, evidence.map(text).join('\n')],
      ]),
    )
  }

  function markParts(mark, max) {
    if (!mark) return [element('p', '', words.nothing)]
    const [points, attempts, hints, late, at, started, submission, evidence, trouble, counted, tasks] = mark
    return [
      facts([
        [words.points, filled(words.of, { points: number.format(points), max: number.format(max) })],
        [words.trouble, text(trouble)],
        [words.counted, when(counted)],
        [words.at, when(at)],
        [words.started, when(started)],
        [words.attempts, attempts && number.format(attempts)],
        [words.hints, hints && number.format(hints)],
        [words.late, late && number.format(late)],
        [words.basis, tasks.length > 0 && (submission ? words.submission : evidence ? words.evidence : words.live)],
      ]),
      ...tasks.map((each) => taskPart(data.tasks[each])),
    ]
  }

  function open(cell) {
    const exercise = cell.cellIndex - first
    if (exercise < 0) return
    const row = cell.parentElement
    const [id, title, max] = data.exercises[exercise]
    const heading = element('h2', '', `${id} ${title}`)
    heading.id = 'detail-title'
    heading.prepend(element('small', '', row.cells[0].textContent.trim()))
    const close = element('button', '', words.close)
    close.type = 'button'
    close.autofocus = true
    close.addEventListener('click', () => dialog.close())
    dialog.replaceChildren(element('header', '', heading, close), ...markParts(markAt(row, exercise), max))
    dialog.showModal()
  }
  // A click beside the dialog is a click on its backdrop.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })

  /* Paper: columns that a sheet has room for, with the names on every sheet. */
  const perSheet = 24
  addEventListener('beforeprint', () => {
    const paper = byId('paper')
    const visible = [...body.querySelectorAll('tr:not([hidden])')]
    const sheets = Math.max(1, Math.ceil((heads.length - first) / perSheet))
    const each = Math.ceil((heads.length - first) / sheets)
    for (let sheet = 0; sheet < sheets; sheet++) {
      const from = first + sheet * each
      const keeps = (index) => index < first || (index >= from && index < from + each)
      const kept = (cells) => [...cells].filter((_, index) => keeps(index)).map((cell) => cell.cloneNode(true))
      const copy = element('table', 'matrix')
      const columns = element('colgroup')
      columns.append(...kept(table.querySelectorAll('col')))
      const head = copy.createTHead().insertRow()
      head.append(...kept(heads))
      const lines = copy.createTBody()
      lines.append(...visible.map((row) => element('tr', '', ...kept(row.cells))))
      copy.prepend(columns)
      paper.append(copy)
    }
    document.body.classList.add('printing')
  })
  addEventListener('afterprint', () => {
    byId('paper').replaceChildren()
    document.body.classList.remove('printing')
  })
  filter()
})()

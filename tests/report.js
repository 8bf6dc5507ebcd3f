// Opens a report in headless Chromium and looks at it as its readers do. Prints one line for each check that fails.
// usage: node report.js MODULES FILE [SCREENSHOTS]; MODULES holds node_modules/, SCREENSHOTS is a folder for pictures.
const fs = require('fs'), os = require('os'), path = require('path'), url = require('url')
const [modules, file, pictures] = process.argv.slice(2)
const puppeteer = require(`${modules}/node_modules/puppeteer-core`)
const axe = fs.readFileSync(`${modules}/node_modules/axe-core/axe.min.js`, 'utf8')
let passed = 0, failed = 0
const check = (what, good, found = '') => {
	if (good) return passed++
	failed++
	console.log(`FAILED ${path.basename(file)}: ${what}${found ? `: ${found}` : ''}`)
}

// Every link into the report must find its place, in this file or in one beside it.
const links = async page => page.evaluate(() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')))
const ids = async page => page.evaluate(() => [...document.querySelectorAll('[id]')].map(e => e.id))

async function look(page, scheme, width) {
	await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
	await page.setViewport({ width, height: 900 })
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
	check(`${scheme} ${width}: nothing sticks out`, wide <= 0, `${wide} pixels`)
	if (process.env.REPORT_AXE !== 'no') {
		const result = await page.evaluate(source => { (0, eval)(source); return axe.run(document, { resultTypes: ['violations'] }) }, axe)
		for (const v of result.violations) check(`${scheme} ${width}: axe: ${v.id}`, false, `${v.help}; ${v.nodes.length} times; ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].failureSummary}`)
		check(`${scheme} ${width}: axe`, result.violations.length === 0)
	}
	if (pictures) await page.screenshot({ path: `${pictures}/${path.basename(file, '.html')}-${scheme}-${width}.png`, fullPage: true })
}

async function main() {
	const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'report-chromium-'))
	const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, userDataDir: profile,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
	try {
		const page = await browser.newPage(), requests = [], complaints = []
		let dialog = false
		page.on('request', r => requests.push(r.url()))
		page.on('console', m => complaints.push(m.text()))
		page.on('pageerror', e => complaints.push(String(e)))
		page.on('dialog', d => { dialog = true; d.dismiss() })
		const own = url.pathToFileURL(path.resolve(file)).href, begun = Date.now()
		await page.goto(own, { waitUntil: 'load', timeout: 120000 })
		const took = Date.now() - begun
		check('no request leaves the file', requests.every(r => r === own), requests.filter(r => r !== own).slice(0, 3).join(' '))
		check('the browser has nothing to complain of', complaints.length === 0, complaints.slice(0, 3).join(' '))
		check('no script', await page.evaluate(() => document.scripts.length) === 0)
		check('nothing was run', !dialog)
		check('one h1, a language, a main', await page.evaluate(() => document.querySelectorAll('h1').length === 1 && document.documentElement.lang === 'en' && document.querySelectorAll('main').length === 1))
		const names = await ids(page), known = new Set(names)
		check('ids are unique', known.size === names.length, names.filter((n, i) => names.indexOf(n) !== i).slice(0, 3).join(' '))
		const beside = new Map([['', known]])
		for (const href of await links(page)) {
			if (/^https?:\/\//.test(href)) { passed++; continue }
			const [to, anchor] = href.split('#')
			if (!beside.has(to)) {
				const other = path.join(path.dirname(file), decodeURIComponent(to))
				beside.set(to, fs.existsSync(other) ? new Set([...fs.readFileSync(other, 'utf8').matchAll(/ id="([^"]*)"/g)].map(m => m[1])) : null)
			}
			const there = beside.get(to)
			check('a link leads somewhere', there && (!anchor || there.has(anchor)), href)
		}
		const back = await page.evaluate(() => [...document.querySelectorAll('a.c[id]')].filter(a => a.hash && a.getAttribute('href')[0] === '#').filter(a => {
			const entry = document.querySelector(a.hash)
			return !entry || (!entry.querySelector(`a[href="#${a.id}"]`) && !/ more/.test(entry.querySelector('.leads')?.textContent ?? ''))
		}).map(a => a.outerHTML.slice(0, 100)))
		check('every citation is led back to by its entry', back.length === 0, back.slice(0, 3).join(' '))
		for (const scheme of ['light', 'dark']) for (const width of [1280, 360]) await look(page, scheme, width)
		console.log(`report.js ${path.basename(file)}: loaded in ${took} ms; ${passed} passed, ${failed} failed`)
	} finally {
		await browser.close()
		fs.rmSync(profile, { recursive: true, force: true })
	}
}
main().then(() => process.exit(failed ? 1 : 0), e => { console.log(`report.js: ${e.stack}`); process.exit(2) })

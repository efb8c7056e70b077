import { useState } from 'react'
import { Link, NavLink, Route, Routes, useParams } from 'react-router'
import { useShare, useWx, useWxReady, WxProvider } from 'wx-ready/react'
import { HOME, PICTURE, WALKS, walkOf } from '../walks.js'

/** The whole app, inside the router of the browser or of the server. */
export function App({ wx, about }) {
  return (
    <WxProvider wx={wx}>
      <Layout about={about} />
    </WxProvider>
  )
}

function Layout({ about }) {
  const { state, error } = useWxReady()
  return (
    <>
      <header>
        <a className="home" href="/">
          <img src="/demo/icon.svg" alt="wx-ready" width="32" height="32" />
        </a>
        <div>
          <h1>
            <Link to="/">{HOME.title}</Link>
          </h1>
          <p>{about}</p>
        </div>
        <output id="state" className="pill" data-status={state.status}>
          {state.status}
        </output>
      </header>
      <main>
        <section>
          {error && <div className="failure">{`${error.code}: ${error.hint}`}</div>}
          <Routes>
            <Route path="/" element={<Walk />} />
            <Route path="/walk/:id" element={<Walk />} />
          </Routes>
          <dl className="facts">
            <dt>signed URL</dt>
            <dd>{state.url ?? '…'}</dd>
          </dl>
        </section>
        <nav>
          <section>
            <ul className="links">
              {WALKS.map(({ id, title }) => (
                <li key={id}>
                  <NavLink id={id} to={`/walk/${id}`}>
                    {title}
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        </nav>
      </main>
    </>
  )
}

function Walk() {
  const { title, lead } = walkOf(useParams().id)
  const [network, setNetwork] = useState('')
  const wx = useWx()
  useShare({ title, desc: lead, imgUrl: PICTURE })
  const ask = async () => {
    try {
      setNetwork((await wx.getNetworkType()).networkType)
    } catch (error) {
      setNetwork(error.hint)
    }
  }
  return (
    <>
      <h2>{title}</h2>
      <p className="lead">{lead}</p>
      <button type="button" id="ask" onClick={ask}>
        Which network?
      </button>
      <output id="network" className="note">
        {` ${network}`}
      </output>
    </>
  )
}

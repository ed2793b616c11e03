// Shows passkey buttons where the browser has passkeys, and says so when one was not used.
const show = (name) => document.querySelectorAll(`[data-${name}]`).forEach((part) => { part.hidden = false })
show(window.PublicKeyCredential ? 'passkey' : 'passkey-missing')
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  show('passkey-failed')
})

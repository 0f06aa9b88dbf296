// Passkeys: asks the browser for a credential and sends it with the form. Without this script the other ways remain.

const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const decode = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0)).buffer;

const withBuffers = (list) => (list ?? []).map((each) => ({ ...each, id: decode(each.id) }));

const forGetting = (options) => ({
  ...options,
  challenge: decode(options.challenge),
  allowCredentials: withBuffers(options.allowCredentials),
});

const forCreating = (options) => ({
  ...options,
  challenge: decode(options.challenge),
  user: { ...options.user, id: decode(options.user.id) },
  excludeCredentials: withBuffers(options.excludeCredentials),
});

function asJson(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: encode(answer.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer[name]) response[name] = encode(answer[name]);
  }
  if (answer.getTransports) response.transports = answer.getTransports();
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

const ways = {
  async login(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const { request_options: options } = await answer.json();
    return navigator.credentials.get({ publicKey: forGetting(options.publicKey) });
  },
  get(form) {
    const options = JSON.parse(form.dataset.options);
    return navigator.credentials.get({ publicKey: forGetting(options.publicKey) });
  },
  create(form) {
    const publicKey = forCreating(JSON.parse(form.dataset.options).publicKey);
    const alone = form.elements.passwordless?.checked ?? false;
    const wish = { residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
    publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...wish };
    if (alone) publicKey.authenticatorSelection.userVerification = "required";
    return navigator.credentials.create({ publicKey });
  },
};

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const failure = form.querySelector("[data-passkey-failure]");
  failure.hidden = true;
  try {
    const credential = await ways[form.dataset.passkey](form);
    form.elements.credential.value = JSON.stringify(asJson(credential));
  } catch {
    failure.hidden = false;
    return;
  }
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (window.PublicKeyCredential) form.addEventListener("submit", send);
  else form.querySelector("button[type=submit]").disabled = true;
}

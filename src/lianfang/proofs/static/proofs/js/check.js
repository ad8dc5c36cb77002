// A camera that read the slip's QR leads here with its token behind the #, which no browser sends to any server:
// it is put into the form, asked for, and taken out of the address again.

const field = document.getElementById("code");
const asked = () => {
  const token = location.hash.slice(1);
  if (!field || !token) return;
  history.replaceState(null, "", location.pathname);
  field.value = token;
  field.form.requestSubmit();
};

addEventListener("hashchange", asked);
asked();

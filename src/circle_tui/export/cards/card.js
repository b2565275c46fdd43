"use strict";
// Answers are read off the form when they are saved: nothing is kept anywhere else, and nothing is
// sent. What is written into the page goes in as text, never as markup.
(() => {
  const known = JSON.parse(document.getElementById("data").textContent);
  const said = document.getElementById("said");
  let saved = "[]";
  let reply = "";

  const status = (place) =>
    document.querySelector(`input[name="item-${place}"]:checked`);
  const line = (place) => document.getElementById(`item-${place}-how`);

  const answers = () =>
    known.items
      .map((id, index) => ({
        id,
        status: status(index + 1).value,
        how: line(index + 1).value.trim(),
      }))
      .filter((answer) => answer.status || answer.how);

  // 18 digits, as all ids of the circle are: letters could spell a name.
  const drawn = () => {
    let digits = "";
    while (digits.length < 18) {
      const [byte] = crypto.getRandomValues(new Uint8Array(1));
      if (byte < 250) digits += byte % 10;
    }
    return digits;
  };

  const tell = (text) => {
    said.textContent = "";
    // A screen reader says a text again only if it was gone in between.
    requestAnimationFrame(() => (said.textContent = text));
  };

  const save = () => {
    const given = answers();
    const open = given.find((answer) => !answer.status);
    if (open) {
      const place = known.items.indexOf(open.id) + 1;
      status(place).focus();
      const title = document.getElementById(`item-${place}`).textContent;
      return tell(`Nothing was saved yet. Choose how it stands, too: ${title}`);
    }
    if (!given.length) {
      return tell("Nothing was saved: no action item is marked yet.");
    }
    const present = JSON.stringify(given);
    if (present !== saved) {
      reply = drawn(); // the same answers, saved again, are the same reply
      saved = present;
    }
    const { format, version, circle, card } = known;
    const file = { format, version, circle, card, reply, items: given };
    const text = JSON.stringify(file, null, 2) + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `circle-reply-${reply.slice(0, 6)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    const count = given.length === 1 ? "1 action item" : `${given.length} action items`;
    tell(
      `Saved: ${link.download}, with what you said of ${count}. It is among your downloads. ` +
        "Send it to your facilitator; nothing was sent from here, and this page forgets your " +
        "answers when it is closed."
    );
  };

  for (const element of document.querySelectorAll(".answer, #saving")) {
    element.hidden = false;
  }
  document.getElementById("unscripted").hidden = true;
  document.getElementById("save").addEventListener("click", save);
  addEventListener("beforeunload", (event) => {
    if (JSON.stringify(answers()) !== saved) event.preventDefault();
  });
})();

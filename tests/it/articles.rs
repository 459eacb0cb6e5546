//! What only tells of scams is no incident, in five languages; a report that quotes it is one.

use crate::support::Bench;

/// News, a leaflet and a newsletter of each language.
const ARTICLES: [&str; 15] = [
    "Police in three counties warned on Friday of callers who pretend to work for well-known software firms. According to the sheriff's office, victims are told that their computers are infected and are asked to install a remote access program. In most cases the fraudsters then demand payment in gift cards. \"No honest company asks for that,\" a spokesman said. Anyone who receives such a call should hang up and report it, the office advises. Last year residents lost more than two million dollars to schemes of this kind.",
    "How to recognise a tech support scam. Scammers often call out of the blue and claim that something is wrong with your computer. They may ask you to open a program, to read out a code or to pay with gift cards. Never give remote access to somebody who calls you. Never share passwords or one-time codes. If you are unsure, hang up and dial the number on the company's official website. Report the call to the consumer protection office.",
    "Dear members, in this month's newsletter we look at telephone fraud. Scammers know names, addresses and even ticket numbers, because such data are sold. They pretend to be the bank, the tax office or a grandchild. Our tip: agree on a family password, do not transfer money after a call, and talk to somebody you trust. On the next page you find five signs by which you can recognise such calls, and the numbers to report them to.",
    "La gendarmerie met en garde contre une vague d'appels frauduleux dans le département. Selon les enquêteurs, des individus se font passer pour des conseillers bancaires et demandent à leurs victimes de valider des opérations dans l'application. Plusieurs personnes âgées ont perdu leurs économies. « Aucune banque ne demande un code par téléphone », rappelle le commandant. Les habitants sont invités à raccrocher et à déposer plainte. L'an dernier, plus de deux cents faits de ce type ont été recensés.",
    "Comment reconnaître une arnaque téléphonique ? Les escrocs appellent sans prévenir et prétendent que votre ordinateur est infecté ou que votre compte est menacé. Ils peuvent vous demander d'installer un logiciel, de lire un code ou d'acheter des cartes cadeaux. Ne donnez jamais accès à votre ordinateur à une personne qui vous appelle. Ne communiquez jamais vos mots de passe. En cas de doute, raccrochez et composez le numéro officiel. Signalez l'appel sur la plateforme prévue à cet effet.",
    "Chers adhérents, notre lettre de ce mois-ci est consacrée aux fraudes par téléphone. Les escrocs connaissent les noms, les adresses et parfois même les numéros de dossier, car ces données se vendent. Ils se font passer pour la banque, les impôts ou un petit-fils. Notre conseil : convenez d'un mot de passe en famille, ne faites jamais de virement après un appel et parlez-en à un proche. Vous trouverez en page deux les cinq signes qui permettent de reconnaître ces appels.",
    "I carabinieri mettono in guardia da una serie di telefonate truffaldine in provincia. Secondo gli investigatori, i truffatori si spacciano per operatori della banca e convincono le vittime a spostare il denaro su un conto sicuro. Diversi anziani hanno perso i risparmi. « Nessuna banca chiede codici al telefono », ricorda il comandante. Ai cittadini si raccomanda di riagganciare e di sporgere denuncia. L'anno scorso i casi denunciati sono stati più di duecento.",
    "Come riconoscere una truffa telefonica. I truffatori chiamano all'improvviso e sostengono che il computer è infetto o che il conto è a rischio. Possono chiedere di installare un programma, di leggere un codice o di comprare buoni regalo. Non date mai accesso al computer a chi vi chiama. Non comunicate mai password e codici. In caso di dubbio riagganciate e chiamate il numero ufficiale. Segnalate la telefonata alla polizia postale.",
    "Cari soci, il notiziario di questo mese parla di truffe al telefono. I truffatori conoscono nomi, indirizzi e perfino i numeri delle pratiche, perché questi dati si vendono. Si fingono la banca, l'agenzia delle entrate o un nipote. Il nostro consiglio: concordate in famiglia una parola d'ordine, non fate mai bonifici dopo una telefonata e parlatene con qualcuno di fiducia. A pagina due trovate i cinque segnali per riconoscere queste chiamate.",
    "Die Polizei warnt vor einer Welle betrügerischer Anrufe im Landkreis. Nach Angaben der Ermittler geben sich die Täter als Mitarbeiter der Bank aus und bringen ihre Opfer dazu, Überweisungen in der App freizugeben. Mehrere Senioren haben ihr Erspartes verloren. „Keine Bank fragt am Telefon nach einer TAN“, sagte ein Sprecher. Wer einen solchen Anruf erhält, soll auflegen und Anzeige erstatten. Im vergangenen Jahr wurden mehr als zweihundert Fälle gezählt.",
    "So erkennen Sie Betrug am Telefon. Betrüger rufen unerwartet an und behaupten, Ihr Computer sei infiziert oder Ihr Konto in Gefahr. Sie bitten Sie vielleicht, ein Programm zu installieren, einen Code vorzulesen oder Gutscheinkarten zu kaufen. Geben Sie niemals einem Anrufer Zugriff auf Ihren Computer. Nennen Sie niemals Passwörter oder TANs. Legen Sie im Zweifel auf und wählen Sie die offizielle Nummer. Melden Sie den Anruf bei der Verbraucherzentrale.",
    "Liebe Mitglieder, in unserem Rundbrief geht es diesmal um Betrug am Telefon. Die Betrüger kennen Namen, Adressen und sogar Vorgangsnummern, denn solche Daten werden verkauft. Sie geben sich als Bank, als Finanzamt oder als Enkel aus. Unser Rat: Vereinbaren Sie in der Familie ein Kennwort, überweisen Sie nach einem Anruf niemals Geld und sprechen Sie mit jemandem, dem Sie vertrauen. Auf Seite zwei finden Sie die fünf Anzeichen, an denen man solche Anrufe erkennt.",
    "La Guardia Civil alerta de una oleada de llamadas fraudulentas en la provincia. Según los investigadores, los estafadores se hacen pasar por empleados del banco y convencen a sus víctimas para que muevan el dinero a una cuenta segura. Varias personas mayores han perdido sus ahorros. «Ningún banco pide un código por teléfono», recuerda el portavoz. Se recomienda colgar y presentar una denuncia. El año pasado se registraron más de doscientos casos.",
    "Cómo reconocer una estafa telefónica. Los estafadores llaman sin avisar y aseguran que su ordenador está infectado o que su cuenta corre peligro. Pueden pedirle que instale un programa, que lea un código o que compre tarjetas regalo. Nunca dé acceso a su ordenador a quien le llama. No facilite nunca contraseñas ni códigos. En caso de duda, cuelgue y marque el número oficial. Denuncie la llamada ante la policía.",
    "Estimados socios, el boletín de este mes trata de las estafas por teléfono. Los estafadores conocen nombres, direcciones e incluso números de expediente, porque esos datos se venden. Se hacen pasar por el banco, por Hacienda o por un nieto. Nuestro consejo: acuerden una palabra clave en la familia, no hagan nunca transferencias después de una llamada y hablen con alguien de confianza. En la página dos encontrarán las cinco señales para reconocer estas llamadas.",
];

/// Reports of persons who were called and then read, or were told, what one should have done.
const REPORTS: [&str; 5] = [
    "Yesterday a man called me and said he was from Microsoft. He told me my computer was infected and I let him in with AnyDesk, then I read him the numbers of two gift cards. Afterwards I read on the website of the consumer office: \"Never give remote access to somebody who calls you.\" I wish I had known that before.",
    "Hier un homme m'a appelée en disant qu'il était de ma banque. Il m'a demandé de valider deux opérations dans l'application et je lui ai donné le code reçu par SMS. Après coup j'ai lu sur le site : « Ne communiquez jamais vos codes. » J'aurais aimé le savoir avant.",
    "Ieri mi ha chiamato un uomo che diceva di essere della mia banca. Mi ha fatto spostare i soldi su un conto sicuro e gli ho letto il codice arrivato per SMS. Dopo ho letto sul sito: « Non comunicate mai i codici. » Magari l'avessi saputo prima.",
    "Gestern rief mich ein Mann an und sagte, er sei von meiner Bank. Ich sollte zwei Überweisungen in der App freigeben und habe ihm die TAN vorgelesen. Danach las ich auf der Internetseite: „Nennen Sie niemals eine TAN am Telefon.“ Hätte ich das nur vorher gewusst.",
    "Ayer me llamó un hombre que decía ser de mi banco. Me pidió que pasara el dinero a una cuenta segura y le leí el código que me llegó por SMS. Después leí en la página: «No facilite nunca códigos por teléfono.» Ojalá lo hubiera sabido antes.",
];

#[test]
fn articles_leaflets_and_newsletters_are_no_incident_in_five_languages() {
    let bench = Bench::new();
    let wrong: Vec<String> = ARTICLES
        .iter()
        .filter_map(|text| {
            let row = bench.run(&["check", "--no-history", "--format", "jsonl"], text).row();
            (row["level"] != "no_incident").then(|| format!("{} {} {}", row["level"], row["points"], &text[..40]))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_report_that_quotes_advice_is_an_incident_in_five_languages() {
    let bench = Bench::new();
    let wrong: Vec<String> = REPORTS
        .iter()
        .filter_map(|text| {
            let row = bench.run(&["check", "--no-history", "--format", "jsonl"], text).row();
            let flagged = matches!(row["level"].as_str(), Some("likely_scam" | "scam"));
            (!flagged).then(|| format!("{} {} {}", row["level"], row["points"], &text[..40]))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

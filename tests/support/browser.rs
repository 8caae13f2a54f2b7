//! A headless Chromium driven through chromedriver, over a plain socket.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

/// Keys as WebDriver writes them.
pub(crate) const ENTER: char = '\u{E007}';
pub(crate) const ESCAPE: char = '\u{E00C}';

/// A page open in a browser.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

/// Says why a test did not run, also where the harness keeps back what tests print.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}

impl Browser {
    /// Starts a browser with a window of so many pixels; `None`, with the reason printed, where there is none.
    pub(crate) fn start(width: u32, height: u32) -> Option<Self> {
        // Another test may take the free port first, or the machine be busy: a second and a third try.
        let mut tries = (0..2).map(|_| Self::try_start(width, height));
        let started = tries.find_map(Result::ok).map_or_else(|| Self::try_start(width, height), Ok);
        started.map_err(|why| skipped(&why)).ok()
    }

    fn try_start(width: u32, height: u32) -> Result<Self, String> {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.map_err(|error| error.to_string())?.port();
        let spawned = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let driver = spawned
            .map_err(|error| format!("no chromedriver to test the page with ({error}); install chromium-driver"))?;
        let mut browser = Self { driver, port, session: String::new() };
        for _ in 0..100 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        let arguments =
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"].map(str::to_owned).into_iter();
        let arguments: Vec<String> = arguments.chain([format!("--window-size={width},{height}")]).collect();
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let value = browser
            .call("POST", "/session", &wanted)
            .map_err(|error| format!("chromedriver finds no Chromium ({error}); install chromium"))?;
        browser.session = format!("/session/{}", value["sessionId"].as_str().ok_or("a session without id")?);
        Ok(browser)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).map_err(|e| e.to_string())?;
        socket.set_read_timeout(Some(Duration::from_mins(2))).map_err(|e| e.to_string())?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        socket.write_all((head + &body).as_bytes()).map_err(|e| e.to_string())?;
        let body = answer(&mut BufReader::new(socket)).map_err(|e| e.to_string())?;
        let value: Value = serde_json::from_slice(&body).map_err(|e| e.to_string())?;
        let value = value["value"].clone();
        match value["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", value["message"])),
            None => Ok(value),
        }
    }

    #[track_caller]
    fn command(&self, path: &str, body: &Value) -> Value {
        self.call("POST", &format!("{}{path}", self.session), body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Opens a page.
    #[track_caller]
    pub(crate) fn open(&self, url: &str) {
        self.command("/url", &json!({ "url": url }));
    }

    /// Shows the page as it is printed.
    pub(crate) fn show_as_printed(&self) {
        let media = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"media": "print"}});
        self.command("/goog/cdp/execute", &media);
    }

    /// What a script returns.
    #[track_caller]
    pub(crate) fn script(&self, script: &str) -> Value {
        self.command("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits until a script returns true.
    #[track_caller]
    pub(crate) fn wait(&self, condition: &str) {
        for _ in 0..100 {
            if self.script(&format!("return Boolean({condition});")) == true {
                return;
            }
            sleep(Duration::from_millis(50));
        }
        panic!("never true: {condition}");
    }

    /// Presses keys one after the other.
    #[track_caller]
    pub(crate) fn press(&self, keys: impl IntoIterator<Item = char>) {
        let actions: Vec<Value> = keys
            .into_iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})))
            .collect();
        self.command("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}));
    }

    /// Clicks the first element of a selector, as a hand would: it must be visible and on top.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        let found = self.command("/element", &json!({"using": "css selector", "value": selector}));
        let id = found.as_object().and_then(|o| o.values().next()).and_then(Value::as_str).expect("an element");
        self.command(&format!("/element/{id}/click"), &json!({}));
    }

    /// Errors that the page raised.
    #[track_caller]
    pub(crate) fn errors(&self) -> Vec<Value> {
        let log = self.command("/se/log", &json!({"type": "browser"}));
        log.as_array().cloned().unwrap_or_default()
    }

    /// The page as a PDF file, in Base64.
    #[track_caller]
    pub(crate) fn print(&self) -> String {
        self.command("/print", &json!({})).as_str().expect("a file").to_owned()
    }
}

/// The body of an answer; the driver keeps the connection open, so its length is what the head says.
fn answer(socket: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        socket.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(n) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = n.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    socket.read_exact(&mut body)?;
    Ok(body)
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let _ = self.call("DELETE", &self.session, &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

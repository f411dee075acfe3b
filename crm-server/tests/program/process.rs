//! The program as a process.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

/// Longest time in which a server gets ready or ends; filling the demo takes the most of it.
const PATIENCE: Duration = Duration::from_mins(2);

/// The program with nothing of this process's environment but the search path.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crm-server"));
    command.current_dir(folder).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// Runs the program to its end.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder).args(args).stdin(Stdio::null()).output().unwrap()
}

/// The one JSON value that a command printed; it must have ended well.
#[track_caller]
pub fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A server on a port of its own. Killed when dropped.
pub struct Serving {
    /// `HOST:PORT`, as it said.
    pub address: String,
    child: Child,
    said: PathBuf,
}

impl Serving {
    /// Starts it in a folder, which becomes its working directory, and waits until it is ready.
    pub async fn start(folder: &Path, args: &[&str]) -> Self {
        let said = folder.join("stdout.txt");
        let told = File::create(folder.join("stderr.txt")).unwrap();
        let mut command = program(folder);
        command.args(args).args(["--http-bind", "127.0.0.1:0"]).stdin(Stdio::null());
        let child = command.stdout(File::create(&said).unwrap()).stderr(told).spawn().unwrap();
        let mut serving = Self { address: String::new(), child, said };
        serving.address = serving.wait_for(|serving| {
            let text = serving.said();
            let rest = text.split_once("health     http://")?.1;
            rest.split_once("/health/ready\n").map(|(address, _)| address.to_owned())
        });
        // It listens before it says so: the answer comes as soon as it serves.
        assert_eq!(serving.get("/health/ready").await["status"], "ready");
        serving
    }

    /// What it printed on standard output.
    pub fn said(&self) -> String {
        fs::read_to_string(&self.said).unwrap()
    }

    /// A token of a new administrator, made by the command beside the server in `folder`.
    pub fn admin(folder: &Path) -> String {
        let create = ["token", "create", "--role", "admin", "--name", "Admin", "--format", "json"];
        json(&run(folder, &create))["token"].as_str().unwrap().to_owned()
    }

    /// The tokens it printed, each with the role before it.
    pub fn tokens(&self) -> Vec<(String, String)> {
        let said = self.said();
        let lines = said.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        lines
            .filter(|words| words.len() > 1 && words[1].starts_with("mst_"))
            .map(|w| (w[0].into(), w[1].into()))
            .collect()
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = client().get(format!("http://{}{path}", self.address)).send().await.unwrap();
        answer.json().await.unwrap()
    }

    /// Carries a GraphQL document out with a token.
    pub async fn ask(&self, token: &str, document: &str) -> Value {
        let request = client().post(format!("http://{}/graphql", self.address)).bearer_auth(token);
        request.json(&serde_json::json!({ "query": document })).send().await.unwrap().json().await.unwrap()
    }

    /// The memory it holds, in kB; 0 where the system does not tell.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
    }

    /// Asks it to stop, as a service manager does.
    pub fn terminate(mut self) -> ExitStatus {
        let asked = Command::new("bash").args(["-c", &format!("kill -TERM {}", self.child.id())]).status().unwrap();
        assert!(asked.success());
        self.wait_for(|serving| serving.child.try_wait().unwrap())
    }

    #[track_caller]
    fn wait_for<T>(&mut self, mut seen: impl FnMut(&mut Self) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = seen(self) {
                return found;
            }
            let told = || fs::read_to_string(self.said.with_file_name("stderr.txt")).unwrap_or_default();
            assert!(start.elapsed() < PATIENCE, "nothing after {PATIENCE:?}: {}{}", self.said(), told());
            assert!(self.child.try_wait().unwrap().is_none(), "it ended: {}{}", self.said(), told());
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already; neither call can fail otherwise.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub fn client() -> reqwest::Client {
    crm_server::client::builder().unwrap().no_proxy().build().unwrap()
}

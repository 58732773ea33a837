//! Backups.

use super::{demo, foothold, free_port, run, serve};
use std::path::Path;
use std::process::Command;

#[test]
fn a_backup_is_taken_while_the_portal_serves_and_restored_into_an_empty_database_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let (from, to) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
    assert_eq!(run(demo(from.path()).arg("demo")).0, Some(0));
    let export = |folder: &Path| run(demo(folder).args(["students", "export"]));
    let copy = from.path().join("copy.db");
    {
        let _serving = serve(from.path(), free_port());
        let (code, told, error) = run(demo(from.path()).arg("backup").arg(&copy));
        assert!(code == Some(0) && told.contains("Backup written"), "{told}{error}");
    }
    let mode = std::fs::metadata(&copy).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "the records are private");
    assert_eq!(run(demo(from.path()).arg("backup").arg(&copy)).0, Some(1), "never over another");
    let restore = |folder: &Path, file: &Path| run(demo(folder).arg("restore").arg(file));
    let (code, _, error) = restore(to.path(), &copy);
    assert!(code == Some(1) && error.contains("secret"), "{error}");
    std::fs::copy(from.path().join("secret"), to.path().join("secret")).expect("copied");
    let torn = to.path().join("torn.db");
    let bytes = std::fs::read(&copy).expect("read");
    std::fs::write(&torn, &bytes[..bytes.len() / 2]).expect("written");
    for wrong in [&torn, &to.path().join("secret"), &to.path().join("nothing")] {
        let (code, _, error) = restore(to.path(), wrong);
        assert!(code == Some(1) && error.lines().count() == 1, "{}: {error}", wrong.display());
    }
    // Of another program, at this place.
    let data = to.path().join("data");
    std::fs::create_dir_all(&data).expect("folder");
    let other = Command::new("sqlite3")
        .arg(data.join("foothold.db"))
        .arg("CREATE TABLE theirs (x)")
        .status();
    if other.is_ok_and(|done| done.success()) {
        assert!(restore(to.path(), &copy).2.contains("not empty"));
        std::fs::remove_dir_all(&data).expect("removed");
    }
    let nothing = tempfile::tempdir().expect("folder");
    let (code, _, error) =
        run(foothold(nothing.path()).arg("backup").arg(nothing.path().join("x")));
    assert!(code == Some(1) && error.contains("nothing to copy"), "{error}");
    assert_eq!(std::fs::read_dir(nothing.path()).expect("read").count(), 0, "and nothing was made");
    let (code, told, error) = restore(to.path(), &copy);
    assert!(code == Some(0) && told.contains("Restored"), "{told}{error}");
    let (code, told, error) = run(demo(to.path()).arg("check"));
    assert!(code == Some(0) && told.contains("intact"), "{told}{error}");
    assert_eq!(export(from.path()).1, export(to.path()).1);
    assert!(restore(to.path(), &copy).2.contains("not empty"));
}

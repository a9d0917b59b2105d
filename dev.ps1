# The developer's door on Windows: .\dev.ps1 VERB, the same verbs as ./dev.
$ErrorActionPreference = "Stop"
Set-Location $PSScriptRoot
$venv = Join-Path $PSScriptRoot ".venv"
$python = Join-Path $venv "Scripts\python.exe"
$stampFile = Join-Path $venv "stamp"
$verb = if ($args.Count) { $args[0] } else { "help" }
$rest = @($args | Select-Object -Skip 1)

function Initialize-Environment {
    $stamp = (Get-FileHash requirements-dev.lock).Hash + (Get-FileHash pyproject.toml).Hash
    if ((Test-Path $python) -and (Test-Path $stampFile) -and ((Get-Content $stampFile -Raw) -eq $stamp)) { return }
    py -3.11 -m venv --clear $venv
    & $python -m pip install -q --require-hashes -r requirements-dev.lock
    Set-Content -Path $stampFile -Value $stamp -NoNewline
}

function Invoke-Lint {
    & $python -m ruff check villagevisit forms sync printing tests bench
    & $python -m mypy --no-error-summary
    & (Join-Path $venv "Scripts\lint-imports.exe") --no-cache
}

switch ($verb) {
    "demo"   { Initialize-Environment; & $python -m villagevisit demo @rest }
    "test"   { Initialize-Environment; Invoke-Lint; $env:QT_QPA_PLATFORM = "offscreen"; & $python -m pytest -n 2 --dist loadfile -q @rest }
    "lint"   { Initialize-Environment; Invoke-Lint }
    "bench"  { Initialize-Environment; & $python -m villagevisit bench @rest }
    "run"    { Initialize-Environment; & $python -m villagevisit @rest }
    "python" { Initialize-Environment; & $python @rest }
    "build"  { Initialize-Environment; & $python -m PyInstaller --noconfirm build.spec }
    default  { "Verbs: demo test lint bench run python build"; exit 2 }
}
exit $LASTEXITCODE

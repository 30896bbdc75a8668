# Shared by Tools/quickstart and Tools/test: what has to be there, and how it gets there. Sourced, not run.

# What the build needs: GDAL, OpenCV, libjpeg, Expat and FFmpeg with their headers, and pkg-config to find GDAL.
BUILD_PACKAGES=(libgdal-dev libopencv-dev libjpeg-dev libexpat1-dev libavformat-dev libavcodec-dev libswscale-dev pkg-config)
# What the checks need beyond that: GDAL's programs and Python with virtual environments.
TEST_PACKAGES=(gdal-bin python3 python3-venv python3-opencv)

say() { printf '\n== %s\n' "$*"; }

# Ends with the reason where Swift 6.2 or later is not there.
require_swift() {
  if ! command -v swift >/dev/null; then
    echo "Swift is missing. Install Swift 6.2 or later from swift.org, put it on the PATH and run this again." >&2
    exit 1
  fi
}

# Installs those of the named Debian packages that are missing, and says which.
require_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Installing Debian packages: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Installing needs root. Run as root: apt-get install ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Installs the packages of the list $2, which Tools/pins makes, into the virtual environment $1: those versions with those
# digests, and nothing that they ask for beyond the list.
install_pinned() {
  "$1/bin/pip" install -q --disable-pip-version-check --require-hashes --no-deps -r "$2" "${@:3}"
}

# Makes the virtual environment $1 hold the requirements of the Python project $2; quick where it does already.
require_python() {
  local environment=$1 project=$2 stamp
  stamp="$environment/.$(basename "$project").$(cat "$project"/pyproject.toml "$project"/pins*.txt | sha256sum | cut -c1-16)"
  [ -e "$stamp" ] && return 0
  [ -x "$environment/bin/python" ] || python3 -m venv "$environment"
  say "Installing the Python packages that $project names into $environment"
  install_pinned "$environment" "$project/pins.txt"
  if [ -e "$project/pins-torch.txt" ]; then
    install_pinned "$environment" "$project/pins-torch.txt"
    # The build without CUDA says so in its version; the other one does not start without CUDA's libraries.
    "$environment/bin/python" -c 'import importlib.metadata as m, sys; sys.exit("+cpu" in m.version("torch"))' &&
      install_pinned "$environment" "$project/pins-cuda.txt"
  fi
  "$environment/bin/pip" install -q --disable-pip-version-check --no-deps --no-build-isolation -e "$project"
  touch "$stamp"
}

# Puts OpenVINO's libraries into the virtual environment $1 where PyPI answers; on a terminal it asks first. Never fails:
# without it OpenCV runs the models.
offer_openvino() {
  local environment=$1 answer=y is_new=no
  compgen -G "$environment/lib/python3*/site-packages/openvino/libs/libopenvino_c.so*" >/dev/null && return 0
  [ -z "${RAGWEED_OPENVINO:-}" ] || return 0
  if [ -t 0 ]; then
    read -r -p "Install OpenVINO into $environment, the faster of two engines (a download of about 60 MB)? [Y/n] " answer || true
    case $answer in [nN]*) return 0 ;; esac
  fi
  say "Installing OpenVINO into $environment"
  if [ ! -x "$environment/bin/python" ]; then
    is_new=yes
    mkdir -p "$(dirname "$environment")"
  fi
  if { [ "$is_new" = no ] || python3 -m venv "$environment"; } &&
    install_pinned "$environment" Tools/lib/pins-openvino.txt --retries 1 --timeout 15; then
    return 0
  fi
  if [ "$is_new" = yes ]; then rm -rf "$environment"; fi
  echo "OpenVINO was not installed; OpenCV runs the models. Tools/quickstart tries again."
}

# A digest of the files under the named paths as they are now, and of the tools that read them.
digest() {
  git rev-parse --git-dir >/dev/null 2>&1 || { date +%s%N; return; }
  {
    git ls-files -z --cached --others --exclude-standard -- "$@" | xargs -0 -r sha256sum 2>/dev/null || true
    swift --version 2>&1 || true
    dpkg-query -W "${BUILD_PACKAGES[@]}" 2>&1 || true
    ls -d ../shared 2>&1 || true
  } | sha256sum | cut -c1-16
}

# Runs the check $1, the function $2, unless it has passed on the same files $3...; with $again=yes in any case.
check() {
  local name=$1 work=$2 stamp
  shift 2
  stamp=".build/passed/${name//\//-}.$(digest "$@")"
  if [ "$again" = no ] && [ -e "$stamp" ]; then
    say "$name: unchanged since it passed (Tools/test --all repeats it)"
    return 0
  fi
  say "$name"
  "$work" "$name"
  mkdir -p .build/passed
  touch "$stamp"
}

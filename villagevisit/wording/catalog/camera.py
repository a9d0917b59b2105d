"""Wording of taking a photo with the computer's camera."""

TEXTS: dict[str, tuple[str, str]] = {
    "camera.title": ("拍照", "Take a photo"),
    "camera.opening": ("正在打开摄像头…", "Opening the camera…"),
    "camera.shoot": ("拍", "Shoot"),
    "camera.again": ("重拍", "Take again"),
    "camera.keep": ("用这张", "Use this one"),
    "camera.other": ("换一个摄像头", "Another camera"),
    "error.camera.none": (
        "没有找到摄像头，或者别的程序正在用它。已填的内容完好；请插好摄像头、关掉别的程序再拍，或用手机拍好后选照片。",
        "There is no camera, or another program has it. What was filled in is safe; plug it in or close the other program, or take the photo with a telephone and choose the file.",
    ),
    "error.camera.gone": (
        "摄像头断开了，这张没有拍成。已填的内容完好；请插好再拍，或选照片。",
        "The camera went away and this photo was not taken. What was filled in is safe; plug it in and try again, or choose a file.",
    ),
}

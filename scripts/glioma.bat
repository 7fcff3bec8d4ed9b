@echo off
rem Runs Glioma Grading from the command line: scripts\glioma help
rem Builds it with Maven on first use, and when the sources have changed; otherwise only Java is needed.
rem GLIOMA_JAVA_OPTS holds further options for Java, such as -Xmx4g.
setlocal
for %%d in ("%~dp0..") do set "HOME_DIR=%%~fd"
set "APP=%HOME_DIR%\target\app"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "VERSION=0"
set "ANSWER=%TEMP%\glioma-java-%RANDOM%.txt"
"%JAVA%" -version 2>"%ANSWER%"
for /f "tokens=3" %%v in ('type "%ANSWER%" ^| find " version "') do set "VERSION=%%~v"
for /f "delims=." %%m in ("%VERSION%") do set "VERSION=%%m"
del "%ANSWER%"
rem No block in parentheses here: a path such as C:\Program Files (x86) would close it.
if %VERSION% lss 17 goto oldjava

if not exist "%APP%\built" goto build
powershell -NoProfile -Command "if (Get-ChildItem -Recurse -LiteralPath $env:HOME_DIR\pom.xml, $env:HOME_DIR\src\main | Where-Object LastWriteTime -gt (Get-Item -LiteralPath $env:APP\built).LastWriteTime) { exit 1 }"
if errorlevel 1 goto build
goto run

:build
where mvn >nul 2>&1
if errorlevel 1 (
	echo Error: there is no 'mvn'; install Maven, which builds Glioma Grading on first use 1>&2
	exit /b 1
)
echo Building Glioma Grading in %HOME_DIR% ^(the first time downloads about 200 MB^) ... 1>&2
if exist "%APP%" rmdir /s /q "%APP%"
if exist "%HOME_DIR%\target\glioma-grading-*.jar" del /q "%HOME_DIR%\target\glioma-grading-*.jar"
if not exist "%HOME_DIR%\target" mkdir "%HOME_DIR%\target"
pushd "%HOME_DIR%"
call mvn -q -B -Dmaven.test.skip=true -Dmaven.source.skip=true package dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/app >"%HOME_DIR%\target\build.log" 2>&1
set "STATUS=%ERRORLEVEL%"
popd
if not "%STATUS%"=="0" (
	type "%HOME_DIR%\target\build.log" 1>&2
	echo Error: the build failed; Maven's output stands above 1>&2
	exit /b 1
)
copy /y "%HOME_DIR%\target\glioma-grading-*.jar" "%APP%" >nul
echo built> "%APP%\built"

:run
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
"%JAVA%" -Xmx1g -XX:+UseSerialGC -Djava.awt.headless=true -Djdk.console=java.base -Dslf4j.internal.verbosity=ERROR -DOPT_OUT_TRACKING=true %GLIOMA_JAVA_OPTS% -cp "%APP%\*" org.gliomagrading.launcher.Launcher %*
exit /b %ERRORLEVEL%

:oldjava
echo Error: "%JAVA%" is not Java 17 or newer; install it (a JDK), or set JAVA_HOME to its folder 1>&2
exit /b 1

### The second step of signing in: a code from a phone, or from paper.

second-title = Nhập mã của bạn
second-intro = Mở ứng dụng tạo mã trên điện thoại của bạn.
second-code = Mã
second-hint = 6 chữ số trong ứng dụng, hoặc một mã khôi phục của bạn
second-continue = Tiếp tục
second-wrong = Mã này không đúng hoặc đã được dùng. Hãy chờ mã tiếp theo trong ứng dụng rồi thử lại.
second-over = Đã quá thời gian. Vui lòng nhập lại mật khẩu.
second-lost = Bạn không có điện thoại và cũng không có mã khôi phục? Hãy nhờ quản trị viên cho bạn cài đặt điện thoại khác.
factor-title = Bảo vệ tài khoản của bạn
factor-intro = Từ nay bạn đăng nhập bằng mật khẩu và một mã trên điện thoại. Như vậy không ai vào được nếu chỉ có mật khẩu.
factor-app = 1. Cài một ứng dụng tạo mã
factor-app-about = Ứng dụng tạo mã đăng nhập nào cũng được, như Aegis, Google Authenticator hoặc Microsoft Authenticator.
factor-scan = 2. Quét hình này bằng ứng dụng
factor-picture = Mã QR cho ứng dụng
factor-type = Không quét được? Hãy nhập khóa này vào ứng dụng:
factor-confirm = 3. Nhập 6 chữ số mà ứng dụng hiện ra
factor-save = Bật bảo vệ
recovery-title = Hãy giữ các mã này
recovery-intro = Khi không có điện thoại, mỗi mã này cho bạn vào một lần. Hãy in hoặc chép lại, và cất ở nơi chỉ bạn tìm được. Các mã sẽ không hiện lại.
recovery-list = Mã khôi phục
recovery-done = Tôi đã cất giữ
